import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { SideSection } from "../../components/side-panel.tsx";
import { ThreadStatus, TicketStatus } from "../../components/status-mark.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { isClosed } from "../../domain/tickets/ticket.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { TicketPage } from "./load.server.ts";
import { useAnswer } from "./refused.ts";

/** The public threads of the same cause, and how many people they concern. */
export function Threads() {
  const t = useT();
  const { ticket, may } = useLoaderData<TicketPage>();
  const { threads, state } = ticket;
  const affected = threads.reduce((sum, thread) => sum + thread.affectedCount, 0);
  return (
    <SideSection title={t("ticket.threads")}>
      {affected > 0 ? <p>{t("thread.count.affected", { count: affected })}</p> : null}
      <ul className="side-list">
        {threads.map((thread) => (
          <li key={thread.number}>
            <a href={`/threads/${thread.number}`} dir="auto">
              {thread.title}
            </a>
            <MetaLine>
              {thread.isSolved ? <ThreadStatus state="solved" /> : null}
              <span>{t("thread.count.replies", { count: thread.replyCount })}</span>
              {thread.isRequesters ? null : <span>{t("ticket.threads.other")}</span>}
            </MetaLine>
          </li>
        ))}
      </ul>
      <Others />
      {may.work && !isClosed(state) ? <LinkThread /> : null}
    </SideSection>
  );
}

/** Earlier tickets of the same threads, and those of others: linked, never merged. */
function Others() {
  const t = useT();
  const { others } = useLoaderData<TicketPage>();
  if (others.length === 0) return null;
  return (
    <>
      <h3 className="small">{t("ticket.others")}</h3>
      <ul className="side-list">
        {others.map(({ id, subject, state }) => (
          <li key={id}>
            <a href={`/staff/tickets/${id}`} dir="auto">
              #{id} {subject}
            </a>
            <MetaLine>
              <TicketStatus state={state} />
            </MetaLine>
          </li>
        ))}
      </ul>
    </>
  );
}

function LinkThread() {
  const t = useT();
  const { ticket } = useLoaderData<TicketPage>();
  const answer = useAnswer("threads");
  return (
    <details className="folded" open={answer !== null}>
      <summary>{t("ticket.link")}</summary>
      <PostForm action={`/staff/tickets/${ticket.number}/threads`} className="form side-form">
        <input type="hidden" name="seenVersion" value={ticket.version} />
        <TextInput
          name="threadId"
          type="number"
          min={1}
          label={t("ticket.link.number")}
          hint={t("ticket.link.hint")}
          defaultValue={answer?.typed.threadId}
        />
        <div className="form-actions">
          <Button size="small" icon="link">
            {t("ticket.link.do")}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}
