import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { PrivateText } from "../../components/private-text.tsx";
import { Time } from "../../components/time.tsx";
import { turnOf } from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";

/** Whose turn it is; whoever is waited for, and the way to go on without. */
export function Standing() {
  const { ticket, now } = useLoaderData<TicketPage>();
  const { state, waitingFor, waitingUntil, requesterWaitingSince } = ticket;
  const isPaused = state.startsWith("waiting_on");
  return (
    <div className="row">
      {waitingFor ? (
        <span>
          <T
            k="ticket.waiting_for"
            values={{
              what: (
                <bdi key="what">
                  <PrivateText text={waitingFor} />
                </bdi>
              ),
              at: waitingUntil ? <Time key="at" at={waitingUntil} format="day" now={now} /> : "–",
            }}
          />
        </span>
      ) : (
        <Turn turn={turnOf(state)} since={requesterWaitingSince} />
      )}
      {isPaused ? <Resume /> : null}
    </div>
  );
}

function Turn({ turn, since }: { turn: ReturnType<typeof turnOf>; since: Date | null }) {
  const t = useT();
  if (since)
    return (
      <strong>
        <T k="ticket.they_wait" values={{ since: <Time key="since" at={since} /> }} />
      </strong>
    );
  return turn === "nobody" ? null : <span>{t(`ticket.turn.${turn}`)}</span>;
}

function Resume() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  return (
    <form method="post" action={`/staff/tickets/${ticket.number}/resumption`}>
      <input type="hidden" name="seenVersion" value={ticket.version} />
      <Button size="small" icon="undo-2">
        {t("ticket.resume")}
      </Button>
    </form>
  );
}
