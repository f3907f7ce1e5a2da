import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { Diff } from "../../components/diff.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { Prose } from "../../components/prose.tsx";
import { ReadAgain } from "../../components/read-again.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { type Draft, useEdited, useRefusal } from "./edited.ts";
import { FindingPlace } from "./findings.tsx";

/** The text as a second person reads it: what everybody will see, what it changes, what may be personal. */
export function Review({ draft }: { draft: Draft }) {
  const { mayReview } = useEdited().answer;
  const isReviewer = mayReview && draft.standing !== "own";
  return (
    <>
      <Standing draft={draft} />
      <article className="answer-text">
        <h2 dir="auto">{draft.title}</h2>
        <Prose html={draft.html} />
      </article>
      <Changes draft={draft} />
      {isReviewer ? <Publish draft={draft} /> : null}
      {isReviewer ? <Return draft={draft} /> : null}
      {draft.isMine ? <TakeBack /> : null}
    </>
  );
}

/** Who may let it out, said to whoever looks. */
function Standing({ draft: { standing, isMine, ownReviewFrom, selfReviewMinutes } }: { draft: Draft }) {
  const t = useT();
  const { answer, now } = useEdited();
  if (!answer.mayReview)
    return <Banner title={t("review.waiting")}>{t(isMine ? "review.waiting.mine" : "review.waiting.other")}</Banner>;
  if (standing === "own") return <Banner title={t("review.own")}>{t("review.own.text")}</Banner>;
  if (standing === "yes" || !ownReviewFrom) return null;
  return <ReadAgain title={t("review.alone", { minutes: selfReviewMinutes })} from={ownReviewFrom} now={now} />;
}

function Changes({ draft: { title, markdown, changeNote } }: { draft: Draft }) {
  const t = useT();
  const { current, version } = useEdited().answer;
  if (!current) return null;
  return (
    <Card title={t("answer.changes", { version })}>
      {changeNote ? <p dir="auto">{changeNote}</p> : null}
      <Diff before={`${current.title}\n\n${current.markdown}`} after={`${title}\n\n${markdown}`} />
    </Card>
  );
}

function Publish({ draft }: { draft: Draft }) {
  const t = useT();
  const { id, version } = useEdited().answer;
  const { findings, revision, standing } = draft;
  const labels = Object.fromEntries(findings.map(({ key, kind }) => [`settled.${key}`, t(`findings.kind.${kind}`)]));
  return (
    <Card title={t("review.publish.title")}>
      <PostForm action={`/staff/answers/${id}/publication`} answer={useRefusal("/publication")} labels={labels}>
        <input type="hidden" name="revision" value={revision} />
        {findings.length === 0 ? (
          <p className="soft">{t("findings.none")}</p>
        ) : (
          <p>{t("findings.reviewer", { count: findings.length })}</p>
        )}
        {findings.map((finding) => (
          <div key={finding.key} className="finding">
            <FindingPlace finding={finding} />
            <TextInput
              name={`settled.${finding.key}`}
              label={t("findings.because")}
              placeholder={t("findings.because.example")}
            />
          </div>
        ))}
        {standing === "alone" ? <Checkbox name="hasReread" label={t("review.reread")} /> : null}
        <p className="soft">{t(version > 0 ? "review.publish.corrected" : "review.publish.told")}</p>
        <div className="form-actions">
          <Button variant="primary" icon="badge-check">
            {t("review.publish")}
          </Button>
        </div>
      </PostForm>
    </Card>
  );
}

function Return({ draft: { revision } }: { draft: Draft }) {
  const t = useT();
  const { id } = useEdited().answer;
  const refused = useRefusal("/return");
  return (
    <details className="disclosure" open={refused !== undefined}>
      <summary>{t("review.return")}</summary>
      <PostForm className="form disclosure-body" action={`/staff/answers/${id}/return`} answer={refused}>
        <input type="hidden" name="revision" value={revision} />
        <TextArea name="reason" label={t("review.return.reason")} hint={t("review.return.hint")} rows={3} />
        <div className="form-actions">
          <Button icon="undo-2">{t("review.return")}</Button>
        </div>
      </PostForm>
    </details>
  );
}

function TakeBack() {
  const t = useT();
  const { id } = useEdited().answer;
  return (
    <form method="post" action={`/staff/answers/${id}/submission`}>
      <input type="hidden" name="is" value="off" />
      <Button icon="undo-2">{t("review.take_back")}</Button>
    </form>
  );
}
