import type { InboxRow } from "../domain/tickets/inbox.ts";
import { turnOf } from "../domain/tickets/ticket.ts";
import { useT } from "../i18n/use-t.tsx";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { TicketRow } from "./ticket-list.tsx";

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
      meta={
        <>
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
