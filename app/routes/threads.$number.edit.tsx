import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { Button, ButtonLink } from "../components/button.tsx";
import { ChangedMeanwhile } from "../components/changed-meanwhile.tsx";
import { HangingFiles } from "../components/hanging-files.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MarkdownEditor } from "../components/markdown-editor.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { PrivateFinder } from "../components/private-finder.tsx";
import { Select } from "../components/select.tsx";
import { TextArea } from "../components/text-area.tsx";
import { TextInput } from "../components/text-input.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { readFormWithFiles } from "../domain/attachments/read-form.server.ts";
import { authorize } from "../domain/permissions.ts";
import { refusePrivateName, settleForm } from "../domain/private-values/settle-form.server.ts";
import { listCategories } from "../domain/threads/categories.server.ts";
import { editQuestion } from "../domain/threads/edit-question.server.ts";
import { editQuestionInput, QUESTION_TEXTS } from "../domain/threads/input.ts";
import { requireQuestion } from "../domain/threads/revisions.server.ts";
import { TAGS_MAX, TITLE_MAX } from "../domain/threads/thread.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, idParam, parseInput } from "../platform/http.server.ts";
import { askLabels } from "./threads.new/ask-form.tsx";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const [question, categories] = await Promise.all([
      requireQuestion(viewer, idParam(params.number)),
      listCategories(viewer),
    ]);
    authorize(viewer, "post.edit", question);
    const { markdown, revision, thread, files } = question;
    const { id, title, expected, tried, categoryId } = thread;
    return {
      id,
      revision,
      markdown,
      files,
      typed: { title, expected, tried, categoryId: String(categoryId), tags: question.tags.join(", ") },
      categories: categories.map(({ id, name }) => ({ value: String(id), label: name })),
    };
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request, read: readFormWithFiles }, async (form) => {
    const viewer = await requireMember(request);
    const threadId = idParam(params.number);
    const typed = parseInput(editQuestionInput, { ...Object.fromEntries(form), removed: form.getAll("removed") });
    const { taken } = await requireQuestion(viewer, threadId);
    await refusePrivateName(viewer, { tags: form.get("tags") }, ["tags"]);
    await editQuestion(viewer, threadId, await settleForm({ viewer, form, taken }, typed, QUESTION_TEXTS));
    return `/threads/${threadId}`;
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("question.edit.title"), isUnlisted: true }));

/** Where a question is changed, moved and tagged; what it said stays readable. */
export default function EditQuestion() {
  const t = useT();
  const { id, typed, revision, markdown } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: `/threads/${id}`, label: typed.title }]} />}
      title={t("question.edit.title")}
      lead={t("post.edit.lead")}
    >
      <PostForm answer={answer} className="form ask-form" labels={askLabels(t)} takesFiles>
        {/* The revision that is shown now, not the one that was sent: sending again means having seen it. */}
        <input type="hidden" name="revision" value={revision} />
        {answer?.problem.code === "post_changed" ? (
          <ChangedMeanwhile now={markdown} typed={answer.typed.body ?? ""} />
        ) : null}
        <Fields />
        <PrivateFinder fields={QUESTION_TEXTS} />
        <div className="form-actions">
          <Button variant="primary">{t("post.edit.save")}</Button>
          <ButtonLink href={`/threads/${id}`} variant="plain">
            {t("post.edit.cancel")}
          </ButtonLink>
        </div>
      </PostForm>
    </PageLayout>
  );
}

function Fields() {
  const labels = askLabels(useT());
  const { typed, markdown, files } = useLoaderData<typeof loader>();
  return (
    <>
      <TextInput name="title" label={labels.title} defaultValue={typed.title} maxLength={TITLE_MAX} />
      <MarkdownEditor name="body" label={labels.body} defaultValue={markdown} rows={12} takesFiles />
      <HangingFiles files={files} />
      <div className="ask-pair">
        <TextArea name="expected" label={labels.expected} defaultValue={typed.expected} rows={3} optional />
        <TextArea name="tried" label={labels.tried} defaultValue={typed.tried} rows={3} optional />
      </div>
      <Sorting />
    </>
  );
}

function Sorting() {
  const t = useT();
  const labels = askLabels(t);
  const { typed, categories } = useLoaderData<typeof loader>();
  return (
    <div className="ask-pair">
      <Select
        name="categoryId"
        label={labels.categoryId}
        hint={t("question.edit.move")}
        defaultValue={typed.categoryId}
        options={categories}
      />
      <TextInput
        name="tags"
        label={labels.tags}
        hint={t("ask.hint.tags", { max: TAGS_MAX })}
        defaultValue={typed.tags}
        optional
      />
    </div>
  );
}
