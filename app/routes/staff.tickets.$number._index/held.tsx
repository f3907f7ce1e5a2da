import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Prose } from "../../components/prose.tsx";
import { Time } from "../../components/time.tsx";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";

/** What goes out in a moment: its writer can take it back, everybody else at the desk reads it before they write. */
export function Held() {
  const { held, stopped } = useLoaderData<TicketPage>();
  return (
    <>
      {held.map((one) => (
        <OnItsWay key={one.id} held={one} />
      ))}
      {stopped ? <CameBack heldId={stopped.id} /> : null}
    </>
  );
}

function OnItsWay({ held }: { held: TicketPage["held"][number] }) {
  const t = useT();
  const { ticket, now } = useLoaderData<TicketPage>();
  const isLate = new Date(held.sendAt) < new Date(now);
  const values = {
    name: held.authorName,
    requester: ticket.requester.name,
    at: <Time key="at" at={held.sendAt} format="time" />,
  };
  return (
    <article
      className="held stack stack-s"
      id={`held-${held.id}`}
      aria-label={t("held.label")}
      data-live-item={`held-${held.id}`}
      data-live-own={held.isMine ? "" : undefined}
      data-held={new Date(held.sendAt).toISOString()}
    >
      <div className="row held-head" role="status" tabIndex={-1} data-focus={held.isMine ? "" : undefined}>
        <Icon name="hourglass" />
        <p>
          <T k={isLate ? "held.late" : held.isMine ? "held.mine" : "held.theirs"} values={values} />{" "}
          <span data-countdown="" />
        </p>
        {held.isMine ? <TakeBack heldId={held.id} /> : null}
      </div>
      <Prose html={held.html} size="small" />
    </article>
  );
}

function TakeBack({ heldId }: { heldId: number }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  return (
    <form method="post" action={`/staff/tickets/${ticket.number}/recall`} data-undo="">
      <input type="hidden" name="heldId" value={heldId} />
      <Button size="small" icon="undo-2" name="is" value="back">
        {t("held.undo")}
      </Button>
    </form>
  );
}

/** The form below holds it again; whoever does not want it any more says so. */
function CameBack({ heldId }: { heldId: number }) {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  return (
    <form method="post" action={`/staff/tickets/${ticket.number}/recall`} className="row row-apart">
      <input type="hidden" name="heldId" value={heldId} />
      <p>{t("held.back")}</p>
      <Button size="small" variant="plain" name="is" value="gone">
        {t("held.drop")}
      </Button>
    </form>
  );
}
