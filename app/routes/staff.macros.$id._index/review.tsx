import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { Diff } from "../../components/diff.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { ReadAgain } from "../../components/read-again.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { REASON_MAX } from "../../domain/macros/macro.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { loadMacro } from "./load.server.ts";
import { Texts } from "./texts.tsx";

/** The text as a second person reads it, and what they say. */
export function Review() {
  const t = useT();
  const { macro } = useLoaderData<typeof loadMacro>();
  const { draft, approved, may } = macro;
  if (!draft) return null;
  const isReader = may.approve && draft.standing !== "own";
  return (
    <>
      <Standing />
      <Texts htmls={draft.htmls} title={t("macros.in_review")} />
      {approved
        ? Object.entries(draft.texts).map(([locale, text]) => (
            <Diff key={locale} before={approved.texts[locale] ?? ""} after={text} />
          ))
        : null}
      {isReader ? <Approve /> : null}
      {isReader ? <Return /> : null}
    </>
  );
}

/** Who may let it out, said to whoever looks. */
function Standing() {
  const t = useT();
  const { macro, now } = useLoaderData<typeof loadMacro>();
  const { draft, may, selfReviewMinutes } = macro;
  if (!may.approve) return <Banner title={t("macros.waiting")} />;
  if (draft?.standing === "own") return <Banner title={t("review.own")}>{t("review.own.text")}</Banner>;
  if (draft?.standing !== "alone" || !draft.mayPassOwnFrom) return null;
  return <ReadAgain title={t("review.alone", { minutes: selfReviewMinutes })} from={draft.mayPassOwnFrom} now={now} />;
}

const useRefused = (noun: string) => {
  const answer = useActionData<FormAnswer>();
  return useLocation().pathname.endsWith(noun) ? answer : undefined;
};

function Approve() {
  const t = useT();
  const { id, draft } = useLoaderData<typeof loadMacro>().macro;
  return (
    <Card title={t("macros.approve.title")}>
      <PostForm answer={useRefused("/approval")} action={`/staff/macros/${id}/approval`}>
        <input type="hidden" name="revision" value={draft?.revision} />
        {draft?.standing === "alone" ? <Checkbox name="hasReread" label={t("review.reread")} /> : null}
        <div className="form-actions">
          <Button variant="primary" icon="badge-check">
            {t("macros.approve")}
          </Button>
        </div>
      </PostForm>
    </Card>
  );
}

function Return() {
  const t = useT();
  const { id, draft } = useLoaderData<typeof loadMacro>().macro;
  const refused = useRefused("/return");
  return (
    <details className="disclosure" open={refused !== undefined}>
      <summary>{t("review.return")}</summary>
      <PostForm className="form disclosure-body" answer={refused} action={`/staff/macros/${id}/return`}>
        <input type="hidden" name="revision" value={draft?.revision} />
        <TextArea
          name="reason"
          label={t("review.return.reason")}
          hint={t("review.return.hint")}
          rows={3}
          maxLength={REASON_MAX}
        />
        <div className="form-actions">
          <Button icon="undo-2">{t("review.return")}</Button>
        </div>
      </PostForm>
    </details>
  );
}
