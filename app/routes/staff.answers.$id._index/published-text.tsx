import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { Prose } from "../../components/prose.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { Time } from "../../components/time.tsx";
import { T, useT } from "../../i18n/use-t.tsx";
import { useEdited, useRefusal } from "./edited.ts";

/** A published answer that nobody is working on: leave it, correct it, or withdraw it. */
export function PublishedText() {
  const { mayWrite, mayReview, retractedAt } = useEdited().answer;
  return (
    <>
      <Next />
      {mayWrite ? null : <NotYours />}
      <Text />
      {mayReview && !retractedAt ? <Withdraw /> : null}
      <Versions />
    </>
  );
}

function Next() {
  const t = useT();
  const { id, mayWrite, mayReview, retractedAt, checkedAt, reviewDueAt } = useEdited().answer;
  return (
    <Card title={t("answer_desk.next")}>
      {checkedAt && reviewDueAt ? (
        <p>
          <T
            k="answer_desk.checked"
            values={{
              at: <Time key="at" at={checkedAt} format="date" />,
              due: <Time key="due" at={reviewDueAt} format="date" />,
            }}
          />
        </p>
      ) : null}
      <div className="row">
        {mayWrite ? (
          <form method="post" action={`/staff/answers/${id}/revision`}>
            <Button variant="primary" icon="pencil">
              {t("answer_desk.revise")}
            </Button>
          </form>
        ) : null}
        {mayReview && !retractedAt ? (
          <form method="post" action={`/staff/answers/${id}/check`}>
            <Button icon="check">{t("answer_desk.still_right")}</Button>
          </form>
        ) : null}
      </div>
    </Card>
  );
}

function Text() {
  const t = useT();
  const { current } = useEdited().answer;
  if (!current) return null;
  return (
    <details className="disclosure">
      <summary>{t("answer_desk.text")}</summary>
      <div className="disclosure-body">
        <Prose html={current.html} />
      </div>
    </details>
  );
}

function NotYours() {
  const t = useT();
  return <p className="soft">{t("answer_desk.read_only")}</p>;
}

function Withdraw() {
  const t = useT();
  const { id } = useEdited().answer;
  const refused = useRefusal("/retraction");
  return (
    <details className="disclosure" open={refused !== undefined}>
      <summary>{t("answer_desk.withdraw")}</summary>
      <PostForm className="form disclosure-body" action={`/staff/answers/${id}/retraction`} answer={refused}>
        <TextArea
          name="reason"
          label={t("answer_desk.withdraw.reason")}
          hint={t("answer_desk.withdraw.hint")}
          rows={3}
        />
        <div className="form-actions">
          <Button variant="danger">{t("answer_desk.withdraw")}</Button>
        </div>
      </PostForm>
    </details>
  );
}

function Versions() {
  const t = useT();
  const { slug, versions, retractedAt } = useEdited().answer;
  return (
    <Card title={t("answer.history")}>
      <ol className="answer-aside">
        {versions.map(({ version, publishedAt, changeNote, authorName, reviewerName, isSelfReviewed }) => (
          <li key={version}>
            {retractedAt ? (
              t("company_answer.version", { version })
            ) : (
              <a href={`/answers/${slug}/versions/${version}`}>{t("company_answer.version", { version })}</a>
            )}
            <span className="answer-aside-note">
              <Time at={publishedAt} format="date" /> ·{" "}
              <T
                k={isSelfReviewed ? "answer.by_one" : "answer.by_two"}
                values={{ author: <bdi key="a">{authorName}</bdi>, reviewer: <bdi key="r">{reviewerName}</bdi> }}
              />
            </span>
            {changeNote ? <p dir="auto">{changeNote}</p> : null}
          </li>
        ))}
      </ol>
    </Card>
  );
}
