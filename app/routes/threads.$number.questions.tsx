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
import { questionsInput } from "../domain/threads/input.ts";
import { numberQuestions } from "../domain/threads/number-questions.server.ts";
import { requireQuestions } from "../domain/threads/questions.server.ts";
import { questionsIn } from "../domain/threads/questions.ts";
import { QUESTIONS_MAX } from "../domain/threads/thread.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, idParam, parseForm } from "../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const { thread, questions, markdown } = await requireQuestions(
      await requireMember(request),
      idParam(params.number),
    );
    return { id: thread.id, title: thread.title, questions: questions.length > 0 ? questions : questionsIn(markdown) };
  });

export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const threadId = idParam(params.number);
    const typed = parseForm(questionsInput, form);
    const { markdown, questions, taken } = await requireQuestions(viewer, threadId);
    const said = [markdown, ...questions].join("\n");
    await numberQuestions(viewer, threadId, await settleForm({ viewer, form, taken, said }, typed, ["body"]));
    return `/threads/${threadId}#questions`;
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("question.title"), isUnlisted: true }));

/** Where the asker or staff number the questions of a thread. */
export default function Questions() {
  const t = useT();
  const { id, title, questions } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: `/threads/${id}`, label: title }]} />}
      title={t("question.title")}
      lead={t("question.lead")}
    >
      <PostForm answer={answer} labels={{ body: t("question.label") }}>
        <TextArea
          name="body"
          label={t("question.label")}
          hint={t("question.hint", { max: QUESTIONS_MAX })}
          defaultValue={questions.join("\n")}
          rows={6}
          optional
        />
        <PrivateFinder fields={["body"]} />
        <div className="form-actions">
          <Button variant="primary">{t("question.save")}</Button>
          <ButtonLink href={`/threads/${id}`} variant="plain">
            {t("post.edit.cancel")}
          </ButtonLink>
        </div>
      </PostForm>
    </PageLayout>
  );
}
