import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { Select } from "../components/select.tsx";
import { TextInput } from "../components/text-input.tsx";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { TITLE_MAX } from "../domain/answers/answer.ts";
import { draftAnswer } from "../domain/answers/draft-answer.server.ts";
import { draftInput } from "../domain/answers/input.ts";
import { can } from "../domain/permissions.ts";
import { tidy } from "../domain/text.ts";
import { listCategories } from "../domain/threads/categories.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { NotFound } from "../platform/errors.ts";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    if (!can(viewer, "searches.see", null)) throw new NotFound();
    const title = tidy((new URL(request.url).searchParams.get("title") ?? "").slice(0, TITLE_MAX));
    const categories = await listCategories(viewer);
    return { title, categories: categories.map(({ id, name }) => ({ value: String(id), label: name })) };
  });

/** Begins an answer to what people search for. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const { id } = await draftAnswer(await requireWriter(request), parseForm(draftInput, form));
    return `/staff/answers/${id}`;
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("new_answer.title"), isUnlisted: true }));

/** An answer that no ticket has led to: its title and its place, then it is written like any other. */
export default function NewAnswer() {
  const t = useT();
  const { title, categories } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("new_answer.title")} lead={t("new_answer.lead")}>
      <PostForm answer={useActionData<FormAnswer>()} action="/staff/answers/new">
        <TextInput
          name="title"
          label={t("answer_desk.field.title")}
          defaultValue={title}
          maxLength={TITLE_MAX}
          optional
        />
        <Select name="categoryId" label={t("new_answer.category")} options={categories} />
        <Button icon="pencil" variant="primary">
          {t("new_answer.begin")}
        </Button>
      </PostForm>
    </PageLayout>
  );
}
