import type { InboxRow } from "../domain/tickets/inbox.ts";
import { turnOf } from "../domain/tickets/ticket.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { TicketRow } from "./ticket-list.tsx";
import { Time } from "./time.tsx";

/** One ticket of the inbox. Whoever can take it does so from here. */
export function InboxTicket({ row, now }: { row: InboxRow; now: Date | string }) {
  const t = useT();
  const isTheirTurn = turnOf(row.state) === "requester";
  return (
    <TicketRow
      ticket={{
        id: row.number,
        title: row.subject,
        state: row.state,
        requester: row.requesterName,
        assignee: row.assigneeName,
        category: row.categoryName,
        due: row.dueAt,
        affected: row.affectedCount,
        isUrgent: row.priority === "urgent",
        isUnconfirmed: row.isUnconfirmed,
      }}
      now={now}
      paused={isTheirTurn && row.dueClock !== "promise" ? t("inbox.their_turn") : undefined}
      pick={<Pick row={row} />}
      meta={
        <>
          <Attention row={row} now={now} />
          {row.priority === "high" || row.priority === "low" ? <span>{t(`priority.${row.priority}`)}</span> : null}
          {row.isAwaitingUs ? (
            <span className="inbox-reply">
              <Icon name="reply" /> {t("inbox.they_wrote")}
            </span>
          ) : null}
        </>
      }
      actions={row.isTakeable ? <Take row={row} /> : null}
    />
  );
}

/** For what is done to several at once; the row as it was seen goes with it. */
function Pick({ row }: { row: InboxRow }) {
  const t = useT();
  return (
    <input
      type="checkbox"
      form="bulk"
      name="ticket"
      value={`${row.number}.${row.version}`}
      aria-label={t("inbox.pick", { number: row.number, subject: row.subject })}
      data-pick=""
    />
  );
}

/** What of it this viewer has not seen, or did not want to see until now. */
function Attention({ row, now }: { row: InboxRow; now: Date | string }) {
  const t = useT();
  const { unread, cameBack, isAway, awayUntil } = row;
  return (
    <>
      {cameBack ? <strong className="inbox-reply">{t(`inbox.back.${cameBack}`)}</strong> : null}
      {unread ? (
        <strong className="inbox-unread" title={t(`inbox.${unread}.hint`)}>
          {t(`inbox.${unread}`)}
        </strong>
      ) : null}
      {isAway && awayUntil ? (
        <span>
          <T k="inbox.away" values={{ at: <Time key="at" at={awayUntil} format="day" now={now} /> }} />
        </span>
      ) : null}
      {isAway && !awayUntil ? <span>{t("inbox.away.reply")}</span> : null}
    </>
  );
}

function Take({ row }: { row: InboxRow }) {
  const t = useT();
  return (
    <form method="post" action={`/staff/tickets/${row.number}/assignment`} className="inbox-take" data-take>
      <input type="hidden" name="seenVersion" value={row.version} />
      <Button size="small" icon="hand" name="to" value="me">
        {t("ticket.take")}
      </Button>
    </form>
  );
}
