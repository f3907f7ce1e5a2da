import { useSearchParams } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Diff } from "../../components/diff.tsx";
import { MarkdownEditor } from "../../components/markdown-editor.tsx";
import { PostForm } from "../../components/post-form.tsx";
import { Prose } from "../../components/prose.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { TITLE_MAX } from "../../domain/answers/answer.ts";
import { useT } from "../../i18n/use-t.tsx";
import { type Draft, useEdited, useRefusal } from "./edited.ts";
import { Findings } from "./findings.tsx";

/** Where the text is written: new words, for everybody who has the problem. */
export function Editor({ draft }: { draft: Draft }) {
  const { mayWrite } = useEdited().answer;
  return (
    <>
      {mayWrite ? <TextForm draft={draft} /> : null}
      <Findings draft={draft} />
      {draft.markdown ? <Preview draft={draft} isOpen={!mayWrite} /> : null}
    </>
  );
}

function TextForm({ draft }: { draft: Draft }) {
  const t = useT();
  const { id, version } = useEdited().answer;
  const [isSaved] = useSearchParams();
  const onSaving = useRefusal(`/answers/${id}`);
  const onSubmitting = useRefusal("/submission");
  const refused = onSaving ?? onSubmitting;
  const labels = {
    title: t("answer_desk.field.title"),
    body: t("answer_desk.field.body"),
    changeNote: t("answer_desk.field.change"),
  };
  return (
    <PostForm action={`/staff/answers/${id}`} answer={refused} labels={labels}>
      {refused?.problem.code === "draft_changed" ? (
        <WhatItSaysNow draft={draft} typed={refused.typed.body ?? ""} />
      ) : null}
      {isSaved.has("saved") && !refused ? (
        <p className="verdict-said" role="status">
          {t("answer_desk.saved")}
        </p>
      ) : null}
      {/* The revision that is shown now: sending again means having seen it. */}
      <input type="hidden" name="revision" value={draft.revision} />
      <TextInput
        name="title"
        label={labels.title}
        hint={t("answer_desk.field.title.hint")}
        defaultValue={draft.title}
        maxLength={TITLE_MAX}
        optional={false}
        required={false}
      />
      <MarkdownEditor
        name="body"
        label={labels.body}
        hint={t("answer_desk.field.body.hint")}
        defaultValue={draft.markdown}
        rows={16}
        required={false}
      />
      {version > 0 ? (
        <TextArea
          name="changeNote"
          label={labels.changeNote}
          hint={t("answer_desk.field.change.hint")}
          defaultValue={draft.changeNote}
          rows={2}
          required={false}
        />
      ) : null}
      <div className="form-actions">
        <Button variant="primary" icon="send" formAction={`/staff/answers/${id}/submission`}>
          {t("answer_desk.submit")}
        </Button>
        <Button>{t("answer_desk.save")}</Button>
      </div>
    </PostForm>
  );
}

/** Somebody else was faster: what theirs says, beside what is typed. */
function WhatItSaysNow({ draft, typed }: { draft: Draft; typed: string }) {
  const t = useT();
  return (
    <Banner tone="warning" title={t("answer_desk.now_says", { name: draft.authorName })}>
      <Diff before={draft.markdown} after={typed} />
    </Banner>
  );
}

function Preview({ draft, isOpen }: { draft: Draft; isOpen: boolean }) {
  const t = useT();
  return (
    <details className="disclosure" open={isOpen}>
      <summary>{t("answer_desk.preview")}</summary>
      <div className="disclosure-body">
        <Prose html={draft.html} />
      </div>
    </details>
  );
}
