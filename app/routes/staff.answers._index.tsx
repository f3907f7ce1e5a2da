import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Badge } from "../components/badge.tsx";
import { Button } from "../components/button.tsx";
import { tallyFacts } from "../components/did-it-work.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Time } from "../components/time.tsx";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { answerDesk } from "../domain/answers/desk.server.ts";
import { draftAnswer } from "../domain/answers/draft-answer.server.ts";
import { draftInput } from "../domain/answers/input.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleAction, handleLoader, parseForm } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => ({ ...(await answerDesk(await requireMember(request))), now: new Date() }));

/** Begins an answer to a ticket (`ticketId`), a thread (`threadId`) or some matter (`categoryId`). */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const { id } = await draftAnswer(await requireWriter(request), parseForm(draftInput, form));
    return `/staff/answers/${id}`;
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("answer_desk.title"), isUnlisted: true }));

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** What is to be written, read by a second person, or looked at again. */
export default function AnswerDesk() {
  const t = useT();
  const { toWrite, writing, inReview, due } = useLoaderData<typeof loader>();
  const isEmpty = [toWrite, writing, inReview, due].every(({ length }) => length === 0);
  return (
    <PageLayout title={t("answer_desk.title")} lead={t("answer_desk.lead")}>
      {isEmpty ? (
        <EmptyState icon="badge-check" title={t("answer_desk.none")}>
          {t("answer_desk.none.text")}
        </EmptyState>
      ) : (
        <div className="answer-desk">
          <Part
            title={t("answer_desk.in_review")}
            rows={inReview.map((one) => <DraftRow key={one.answerId} draft={one} />)}
          />
          <Part
            title={t("answer_desk.to_write")}
            rows={toWrite.map((one) => <ToWrite key={one.ticketId} ticket={one} />)}
          />
          <Part
            title={t("answer_desk.writing")}
            rows={writing.map((one) => <DraftRow key={one.answerId} draft={one} />)}
          />
          <Part title={t("answer_desk.due")} rows={due.map((one) => <Due key={one.answerId} answer={one} />)} />
        </div>
      )}
    </PageLayout>
  );
}

function Part({ title, rows }: { title: string; rows: ReactNode[] }) {
  const t = useT();
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>
        {title} <span className="nav-count">{t.number(rows.length)}</span>
      </h2>
      <ul className="answers">{rows}</ul>
    </section>
  );
}

function ToWrite({
  ticket: { ticketId, subject, resolvedAt, resolvedBy, affectedCount },
}: {
  ticket: Loaded["toWrite"][number];
}) {
  const t = useT();
  const { now } = useLoaderData<typeof loader>();
  return (
    <li className="answer-row answer-row-private">
      <div className="answer-row-text">
        <a className="answer-row-title" href={`/staff/tickets/${ticketId}`} dir="auto">
          {t("answer_desk.ticket", { number: ticketId, subject })}
        </a>
        <MetaLine>
          {resolvedBy ? <bdi>{resolvedBy}</bdi> : null}
          {resolvedAt ? <Time at={resolvedAt} now={now} /> : null}
          {affectedCount > 0 ? <span>{t("thread.count.affected", { count: affectedCount })}</span> : null}
        </MetaLine>
      </div>
      <form method="post" action="/staff/answers">
        <input type="hidden" name="ticketId" value={ticketId} />
        <Button size="small" icon="pencil">
          {t("answer_desk.write")}
        </Button>
      </form>
    </li>
  );
}

function DraftRow({ draft }: { draft: Loaded["writing"][number] }) {
  const t = useT();
  const { now } = useLoaderData<typeof loader>();
  const { answerId, title, authorName, isMine, isCorrection, isReturned, since } = draft;
  return (
    <li className="answer-row">
      <a className="answer-row-title" href={`/staff/answers/${answerId}`} dir="auto">
        {title || t("answer_desk.untitled")}
      </a>
      <MetaLine>
        <span>{isMine ? t("answer_desk.mine") : <bdi>{authorName}</bdi>}</span>
        <Time at={since} now={now} />
        {isCorrection ? <Badge>{t("answer_desk.correction")}</Badge> : null}
        {isReturned ? (
          <Badge tone="warning" icon="undo-2">
            {t("answer_desk.returned")}
          </Badge>
        ) : null}
      </MetaLine>
    </li>
  );
}

function Due({ answer: { answerId, title, version, reviewDueAt, tally } }: { answer: Loaded["due"][number] }) {
  const t = useT();
  return (
    <li className="answer-row">
      <a className="answer-row-title" href={`/staff/answers/${answerId}`} dir="auto">
        {title}
      </a>
      <MetaLine>
        <span>{t("company_answer.version", { version })}</span>
        {reviewDueAt ? (
          <span>
            {t("answer_desk.due_at")} <Time at={reviewDueAt} format="date" />
          </span>
        ) : null}
        {tallyFacts(t, tally).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </MetaLine>
    </li>
  );
}
