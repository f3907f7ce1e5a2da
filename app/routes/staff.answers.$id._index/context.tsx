import { NoteCard, ResponseCard } from "../../components/message-cards.tsx";
import { PrivateLane } from "../../components/private-lane.tsx";
import { Prose } from "../../components/prose.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { type EditedAnswer, useEdited } from "./edited.ts";

type Ticket = EditedAnswer["context"][number];

/** The private talk the answer comes from: beside the new text, in its own material, never a part of it. */
export function Context() {
  const t = useT();
  const { context } = useEdited().answer;
  if (context.length === 0) return null;
  return (
    <aside className="answer-editor-context" aria-label={t("context.title")}>
      {context.map((ticket) => (
        <TicketTalk key={ticket.id} ticket={ticket} />
      ))}
    </aside>
  );
}

function TicketTalk({ ticket: { id, subject, statement, desiredOutcome, messages } }: { ticket: Ticket }) {
  const t = useT();
  return (
    <PrivateLane audience="staff" aside={<a href={`/staff/tickets/${id}`}>{t("context.ticket", { number: id })}</a>}>
      <section className="context-statement">
        <h2 dir="auto">{subject}</h2>
        <p className="soft small">{t(statement?.isConfirmed ? "context.confirmed" : "context.unconfirmed")}</p>
        {statement ? <Prose html={statement.html} size="small" /> : null}
        {desiredOutcome ? (
          <p className="context-text" dir="auto">
            <strong>{t("context.wish")}</strong> {desiredOutcome}
          </p>
        ) : null}
      </section>
      {messages.map((message) => (
        <Message key={`${message.kind} ${message.id}`} message={message} />
      ))}
    </PrivateLane>
  );
}

function Message({
  message: { id, kind, authorName, isFromStaff, at, html },
}: {
  message: Ticket["messages"][number];
}) {
  const author = { name: authorName, badge: isFromStaff ? ("staff" as const) : undefined };
  if (kind === "note") return <NoteCard id={id} author={author} at={at} html={html} />;
  return <ResponseCard id={id} from={isFromStaff ? "staff" : "requester"} author={author} at={at} html={html} />;
}
