import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { MomentInput } from "../../components/moment-input.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { Time } from "../../components/time.tsx";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** Out of sight for a while, for whoever has it: until a time, or until the requester writes. Its clocks run on. */
export function Snoozing() {
  const t = useT();
  const { ticket, me, soon, now, snooze } = useLoaderData<TicketPage>();
  const answer = useAnswer("snooze");
  if (ticket.assignee?.id !== me || snooze) return null;
  return (
    <details className="folded" open={answer !== null} data-snooze="">
      <summary>{t("snooze")}</summary>
      <PostForm answer={answer} action={`/staff/tickets/${ticket.number}/snooze`} className="form side-form">
        <p className="small soft">{t("snooze.hint")}</p>
        {ticket.due ? (
          <p className="small">
            <T k="snooze.due_before" values={{ at: <Time key="at" at={ticket.due.at} format="day" now={now} /> }} />
          </p>
        ) : null}
        <MomentInput name="until" id={answer ? undefined : "snooze-until"} label={t("snooze.until")} at={soon} />
        <div className="form-actions">
          <Button size="small" name="is" value="until">
            {t("snooze.until.do")}
          </Button>
          <Button size="small" name="is" value="reply">
            {t("snooze.reply")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

/** Says that it is put away, and brings it back. */
export function PutAway() {
  const t = useT();
  const { ticket, snooze, now } = useLoaderData<TicketPage>();
  if (!snooze) return null;
  return (
    <Banner
      icon="clock"
      actions={
        <form method="post" action={`/staff/tickets/${ticket.number}/snooze`}>
          <Button size="small" name="is" value="off">
            {t("snooze.wake")}
          </Button>
        </form>
      }
    >
      <p>
        {snooze.until ? (
          <T k="snooze.is_until" values={{ at: <Time key="at" at={snooze.until} format="day" now={now} /> }} />
        ) : (
          t("snooze.is_reply")
        )}
      </p>
    </Banner>
  );
}
