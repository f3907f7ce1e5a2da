import type { MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { Badge } from "../../components/badge.tsx";
import { Banner } from "../../components/banner.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { ButtonLink } from "../../components/button.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { KeptWords } from "../../components/kept-words.tsx";
import { PageHead } from "../../components/layouts.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { useT } from "../../i18n/use-t.tsx";
import { Context } from "./context.tsx";
import { type EditedAnswer, useEdited } from "./edited.ts";
import { Editor } from "./editor.tsx";
import { LinkedThreads } from "./linked-threads.tsx";
import { loadEdited } from "./load.server.ts";
import { PublishedText } from "./published-text.tsx";
import { Review } from "./review.tsx";

export { action } from "./save.server.ts";

export const loader = loadEdited;

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => ({
    title: data ? titleOf(data.answer) || t("answer_desk.untitled") : "",
    isUnlisted: true,
  }));

const titleOf = ({ draft, current }: EditedAnswer) => draft?.title || current?.title || "";

/** An answer on the desk: the text being written or reviewed, and beside it the private talk it comes from. */
export default function EditAnswer() {
  const t = useT();
  const { answer } = useEdited();
  return (
    <div className="answer-editor">
      <PageHead
        above={<Breadcrumbs items={[{ href: "/staff/answers", label: t("answer_desk.title") }]} />}
        title={titleOf(answer) || t("answer_desk.untitled")}
        lead={<Facts />}
        actions={
          answer.version > 0 ? (
            <ButtonLink href={`/answers/${answer.slug}`} size="small">
              {t("answer_desk.public_page")}
            </ButtonLink>
          ) : null
        }
      />
      <div className="answer-editor-main">
        <Notices />
        {answer.draft ? (
          answer.draft.state === "writing" ? (
            <Editor draft={answer.draft} />
          ) : (
            <Review draft={answer.draft} />
          )
        ) : (
          <PublishedText />
        )}
        <LinkedThreads />
        <KeptWords answer={useActionData<FormAnswer>()} />
      </div>
      <Context />
    </div>
  );
}

function Facts() {
  const t = useT();
  const { version, categoryName, draft } = useEdited().answer;
  return (
    <MetaLine>
      <Badge tone={draft?.state === "in_review" ? "warning" : "brand"}>
        {t(draft ? `answer_desk.state.${draft.state}` : "answer_desk.state.published")}
      </Badge>
      <span>{t("company_answer.version", { version: draft ? version + 1 : version })}</span>
      <span>{categoryName}</span>
      {draft ? <bdi>{draft.authorName}</bdi> : null}
    </MetaLine>
  );
}

function Notices() {
  const t = useT();
  const { draft, retractedAt, retractedBecause } = useEdited().answer;
  return (
    <>
      {retractedAt ? (
        <Banner tone="danger" title={t("answer.withdrawn")}>
          <p dir="auto">{retractedBecause}</p>
        </Banner>
      ) : null}
      {draft?.returnedBecause ? (
        <Banner tone="warning" icon="undo-2" title={t("answer_desk.came_back")}>
          <p dir="auto">{draft.returnedBecause}</p>
        </Banner>
      ) : null}
    </>
  );
}
