import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../../components/button.tsx";
import { PostCard } from "../../components/post-card.tsx";
import { Prose } from "../../components/prose.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { AffectedButton } from "./affected-button.tsx";
import { Checklist } from "./checklist.tsx";
import type { ThreadPage } from "./load.server.ts";

/** What was asked. It stands below the company's answer, and folded on the later pages of a long talk. */
export function Question() {
  const t = useT();
  const { isFirstPage, question } = useLoaderData<ThreadPage>();
  if (isFirstPage) return <QuestionCard />;
  return (
    <details className="question-again">
      <summary>{t("thread.question.again", { name: question.author.name })}</summary>
      <QuestionCard />
    </details>
  );
}

function QuestionCard() {
  const t = useT();
  const { question, thread, answers, isFirstPage } = useLoaderData<ThreadPage>();
  const { id, author, at, html, files, editedAt, mayEdit, isLong } = question;
  const isFolded = isLong && isFirstPage && (answers.length > 0 || thread.firstSolutionId !== null);
  return (
    <div className={isFolded ? "question question-folded" : "question"}>
      <PostCard
        id={id}
        kind="question"
        author={{ ...author, badge: author.badge ?? "asker" }}
        at={at}
        html={html}
        lang={thread.lang}
        files={files}
        editedAt={editedAt}
        historyHref={`/posts/${id}/history`}
        actions={
          <>
            <AffectedButton />
            {mayEdit ? (
              <ButtonLink href={`/threads/${thread.id}/edit`} variant="plain" size="small" icon="pencil">
                {t("post.edit")}
              </ButtonLink>
            ) : null}
          </>
        }
      >
        <Part title={t("thread.expected")} html={question.expected} />
        <Part title={t("thread.tried")} html={question.tried} />
        <Checklist />
        {isFolded ? <Unfold /> : null}
      </PostCard>
    </div>
  );
}

function Part({ title, html }: { title: string; html: string }) {
  return html ? (
    <section className="question-part">
      <h2>{title}</h2>
      <Prose html={html} />
    </section>
  ) : null;
}

/** Works without scripts: the sheet looks at the box. */
function Unfold() {
  const t = useT();
  return (
    <label className="question-unfold button button-quiet button-small">
      <input type="checkbox" className="unseen" />
      {t("thread.question.unfold")}
    </label>
  );
}
