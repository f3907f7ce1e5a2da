import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { Button } from "../components/button.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { macroFields, macroInput } from "../domain/macros/input.ts";
import { writeMacro } from "../domain/macros/save-macro.server.ts";
import { authorize, can } from "../domain/permissions.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { listCategories } from "../domain/threads/categories.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { NotFound } from "../platform/errors.ts";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";
import { MacroFields } from "./staff.macros.$id._index/fields.tsx";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    if (!can(viewer, "macro.see", null)) throw new NotFound();
    authorize(viewer, "macro.write", null);
    const categories = await listCategories(viewer);
    return { categories: categories.map(({ id, name }) => ({ value: String(id), label: name })) };
  });

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    if (!can(viewer, "macro.see", null)) throw new NotFound();
    const input = parseForm(macroInput, form);
    await refusePrivateIn(viewer, ...macroFields(input));
    const { id } = await writeMacro(viewer, input);
    return `/staff/macros/${id}`;
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("macros.new"), isUnlisted: true }));

/** A text that nobody may send before somebody else has approved it. */
export default function NewMacro() {
  const t = useT();
  const { categories } = useLoaderData<typeof loader>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/staff/macros", label: t("macros.title") }]} />}
      title={t("macros.new")}
      lead={t("macros.new.lead")}
    >
      <PostForm answer={useActionData<FormAnswer>()} action="/staff/macros/new">
        <MacroFields categories={categories} name="" categoryId={null} texts={{}} />
        <div className="form-actions">
          <Button variant="primary" icon="pencil">
            {t("macros.begin")}
          </Button>
        </div>
      </PostForm>
    </PageLayout>
  );
}
