import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Diff } from "../../components/diff.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { drawPrivate } from "../../components/private-chip.ts";
import { PrivateFinder } from "../../components/private-finder.tsx";
import { StatementCard } from "../../components/statement-card.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { Time } from "../../components/time.tsx";
import { REASON_MAX, STATEMENT_MAX } from "../../domain/tickets/ticket.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** The problem as its requester has confirmed it, with what it said before they corrected it. */
export function Statement() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const { statement, state } = ticket;
  const { standing, confirmedAt, confirmedName, confirmedByName: acting, html } = statement;
  const confirmed = confirmedAt ? { by: confirmedName ?? "", acting, at: confirmedAt } : null;
  return (
    <StatementCard
      title={t("request.statement")}
      html={drawPrivate(html, ticket.privateValues, t)}
      confirmed={standing === "awaiting" ? undefined : confirmed}
    >
      <Earlier />
      {state === "read_back" ? <BeingRead /> : null}
      {state === "returned" ? <Rewrite /> : null}
    </StatementCard>
  );
}

/** What the text was, and what became of it, in the order of its corrections. */
function Earlier() {
  const t = useT();
  const { statement, earlierStatements } = useLoaderData<TicketPage>().ticket;
  if (earlierStatements.length === 0) return null;
  const all = [statement, ...earlierStatements];
  return (
    <details className="folded">
      <summary>{t("ticket.statement.changes", { count: earlierStatements.length })}</summary>
      {earlierStatements.map((earlier, index) => (
        <Diff key={earlier.number} before={earlier.text} after={all[index]?.text ?? ""} />
      ))}
    </details>
  );
}

/** Urgent work need not wait for the requester to read; why is written down. */
function BeingRead() {
  const t = useT();
  const { ticket, now } = useLoaderData<TicketPage>();
  const answer = useAnswer("override");
  return (
    <>
      {ticket.changesByItselfAt ? (
        <p className="small soft">
          <T
            k="ticket.read_back.until"
            values={{ at: <Time key="at" at={ticket.changesByItselfAt} format="day" now={now} /> }}
          />
        </p>
      ) : null}
      <details className="folded" open={answer !== null}>
        <summary>{t("ticket.override")}</summary>
        <PostForm audience="desk" answer={answer} action={`/staff/tickets/${ticket.number}/override`}>
          <input type="hidden" name="seenVersion" value={ticket.version} />
          <TextArea
            name="body"
            id={answer ? undefined : "override-body"}
            label={t("ticket.override.why")}
            hint={t("ticket.override.hint")}
            maxLength={REASON_MAX}
            rows={2}
          />
          <PrivateFinder fields={["body"]} audience="desk" />
          <div className="form-actions">
            <Button>{t("ticket.override.do")}</Button>
          </div>
        </PostForm>
      </details>
    </>
  );
}

function Rewrite() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const answer = useAnswer("statement");
  return (
    <PostForm audience="requester" answer={answer} action={`/staff/tickets/${ticket.number}/statement`}>
      <input type="hidden" name="seenVersion" value={ticket.version} />
      <TextArea
        name="body"
        id={answer ? undefined : "rewrite-body"}
        label={t("ticket.rewrite")}
        hint={t("ticket.rewrite.hint")}
        defaultValue={ticket.statement.text}
        maxLength={STATEMENT_MAX}
        rows={10}
      />
      <PrivateFinder fields={["body"]} audience="requester" />
      <div className="form-actions">
        <Button variant="primary">{t("ticket.rewrite.send")}</Button>
      </div>
    </PostForm>
  );
}
