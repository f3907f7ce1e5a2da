import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { PrivateFieldsOf, PrivateText } from "../../components/private-text.tsx";
import type { ListedQuestion } from "../../domain/threads/questions.ts";
import { isOpen } from "../../domain/threads/questions.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

/** The questions of a thread that asks several, each with what became of it; for its asker, how to number them. */
export function Checklist() {
  const t = useT();
  const { thread, may, question } = useLoaderData<ThreadPage>();
  if (thread.questions.length === 0) return question.proposed.length > 0 ? <Proposal /> : null;
  const here = thread.questions.filter(({ isSplit }) => !isSplit);
  const answered = here.filter((one) => !isOpen(one)).length;
  return (
    <section className="checklist" id="questions">
      <h2>{t("question.list", { answered, total: here.length })}</h2>
      <ol>
        <PrivateFieldsOf value={thread.privateValues}>
          {thread.questions.map((one) => (
            <li key={one.number} value={one.number}>
              <Mark question={one} />
              <div>
                <span dir="auto">
                  <PrivateText text={one.text} />
                </span>
                <Standing question={one} />
              </div>
            </li>
          ))}
        </PrivateFieldsOf>
      </ol>
      {may.numberQuestions ? <a href={`/threads/${thread.id}/questions`}>{t("question.change")}</a> : null}
    </section>
  );
}

function Mark({ question }: { question: ListedQuestion }) {
  if (question.isSplit) return <Icon name="link" />;
  return isOpen(question) ? <Icon name="circle-dashed" /> : <Icon name="circle-check" className="tone-success" />;
}

/** Where a reply went that stood here once, its old address leads to the way there. */
function Standing({ question }: { question: ListedQuestion }) {
  const t = useT();
  const { may, thread } = useLoaderData<ThreadPage>();
  const { number, answeredBy, isSplit, splitInto, movedPostIds } = question;
  const openCount = thread.questions.filter((one) => !one.isSplit).length;
  return (
    <span className="checklist-standing">
      {movedPostIds.map((id) => (
        <span key={id} id={`post-${id}`} className="moved-post" />
      ))}
      {answeredBy.map((id) => (
        <a key={id} href={`/posts/${id}`}>
          {t("question.answer")}
        </a>
      ))}
      {splitInto ? (
        <a href={`/threads/${splitInto}`}>{t("question.split.into", { count: movedPostIds.length })}</a>
      ) : null}
      {isSplit && !splitInto ? t("question.split.gone") : null}
      {isOpen(question) ? t("question.open") : null}
      {may.numberQuestions && (isSplit || openCount > 1) ? <SplitButton number={number} isSplit={isSplit} /> : null}
    </span>
  );
}

function SplitButton({ number, isSplit }: { number: number; isSplit: boolean }) {
  const t = useT();
  const { thread } = useLoaderData<ThreadPage>();
  return (
    <form method="post" action={`/threads/${thread.id}/splits`}>
      <input type="hidden" name="question" value={number} />
      <Button size="small" variant="plain" icon={isSplit ? "undo-2" : "link"} name="is" value={isSplit ? "off" : "on"}>
        {t(isSplit ? "question.rejoin" : "question.split")}
      </Button>
    </form>
  );
}

/** Somebody who numbers what they ask is offered to have each answered by itself: one press, and never done unasked. */
function Proposal() {
  const t = useT();
  const { thread, question } = useLoaderData<ThreadPage>();
  return (
    <form method="post" action={`/threads/${thread.id}/questions`} className="checklist-proposal">
      <p>{t("question.proposal", { count: question.proposed.length })}</p>
      <input type="hidden" name="body" value={question.proposed.join("\n")} />
      <Button size="small" icon="list-ordered">
        {t("question.proposal.do")}
      </Button>
    </form>
  );
}
