import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
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
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { readFormWithFiles } from "../domain/attachments/read-form.server.ts";
import { authorize, can } from "../domain/permissions.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { editPost } from "../domain/threads/edit-post.server.ts";
import { editPostInput } from "../domain/threads/input.ts";
import { pathOfPost } from "../domain/threads/post-path.server.ts";
import { requirePost } from "../domain/threads/revisions.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, idParam, parseInput } from "../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const post = await requirePost(viewer, idParam(params.id));
    authorize(viewer, "post.edit", post);
    const { id, markdown, revision, position, thread, files } = post;
    if (position === 1) throw redirect(`/threads/${thread.id}/edit`);
    // Whoever only improves a wiki takes no file off it.
    const own = can(viewer, "post.edit", { ...post, wikiAt: null }) ? files : [];
    return { id, markdown, revision, files: own, title: thread.title, threadId: thread.id };
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request, read: readFormWithFiles }, async (form) => {
    const viewer = await requireMember(request);
    const postId = idParam(params.id);
    const typed = parseInput(editPostInput, { ...Object.fromEntries(form), removed: form.getAll("removed") });
    const { id, taken } = await requirePost(viewer, postId);
    await editPost(viewer, id, await settleForm({ viewer, form, taken }, typed, ["body"]));
    return pathOfPost(viewer, postId);
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("post.edit.title"), isUnlisted: true }));

/** Where a post is changed; what it said stays readable. */
export default function EditPost() {
  const t = useT();
  const { id, markdown, revision, files, title, threadId } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: `/threads/${threadId}`, label: title }]} />}
      title={t("post.edit.title")}
      lead={t("post.edit.lead")}
    >
      <PostForm answer={answer} labels={{ body: t("post.edit.label") }} takesFiles>
        {/* The revision that is shown now, not the one that was sent: sending again means having seen it. */}
        <input type="hidden" name="revision" value={revision} />
        {answer?.problem.code === "post_changed" ? (
          <ChangedMeanwhile now={markdown} typed={answer.typed.body ?? ""} />
        ) : null}
        <MarkdownEditor name="body" label={t("post.edit.label")} defaultValue={markdown} rows={14} takesFiles />
        <HangingFiles files={files} />
        <PrivateFinder fields={["body"]} />
        <div className="form-actions">
          <Button variant="primary">{t("post.edit.save")}</Button>
          <ButtonLink href={`/posts/${id}`} variant="plain">
            {t("post.edit.cancel")}
          </ButtonLink>
        </div>
      </PostForm>
    </PageLayout>
  );
}
