import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { Button, ButtonLink } from "../components/button.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { PrivateFinder } from "../components/private-finder.tsx";
import { TextArea } from "../components/text-area.tsx";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { stepsInput } from "../domain/threads/input.ts";
import { listSteps } from "../domain/threads/list-steps.server.ts";
import { pathOfPost } from "../domain/threads/post-path.server.ts";
import { listedIn } from "../domain/threads/step.ts";
import { requireListedSteps } from "../domain/threads/steps.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, idParam, parseForm } from "../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const { post, steps } = await requireListedSteps(await requireMember(request), idParam(params.id));
    const proposed = steps.length > 0 ? [] : listedIn(post.markdown);
    const { id, thread } = post;
    return { id, threadId: thread.id, title: thread.title, steps, proposed };
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const postId = idParam(params.id);
    const typed = parseForm(stepsInput, form);
    const { post, steps, taken } = await requireListedSteps(viewer, postId);
    const said = [post.markdown, ...steps].join("\n");
    await listSteps(viewer, postId, await settleForm({ viewer, form, taken, said }, typed, ["body"]));
    return pathOfPost(viewer, postId);
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("post.steps.title"), isUnlisted: true }));

/** Where a reply's author or staff list the things to try that it holds. */
export default function PostSteps() {
  const t = useT();
  const { id, threadId, title, steps, proposed } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: `/threads/${threadId}`, label: title }]} />}
      title={t("post.steps.title")}
      lead={t("post.steps.lead")}
    >
      <PostForm answer={answer} labels={{ body: t("post.steps.label") }}>
        {proposed.length > 0 ? <p>{t("post.steps.proposed")}</p> : null}
        <TextArea
          name="body"
          label={t("post.steps.label")}
          hint={t("post.steps.hint")}
          defaultValue={[...steps, ...proposed].join("\n")}
          rows={8}
          optional
        />
        <PrivateFinder fields={["body"]} />
        <div className="form-actions">
          <Button variant="primary">{t("post.steps.save")}</Button>
          <ButtonLink href={`/posts/${id}`} variant="plain">
            {t("post.edit.cancel")}
          </ButtonLink>
        </div>
      </PostForm>
    </PageLayout>
  );
}
