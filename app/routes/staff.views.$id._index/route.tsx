import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { Button } from "../../components/button.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { PostForm } from "../../components/post-form.tsx";
import { ViewFields } from "../../components/view-fields.tsx";
import { requireMember, requireWriter } from "../../domain/accounts/viewer.server.ts";
import { can } from "../../domain/permissions.ts";
import { refusePrivateIn } from "../../domain/private-values/settle-form.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { listAgents } from "../../domain/tickets/desk.server.ts";
import { viewFields, viewInput } from "../../domain/tickets/view-input.ts";
import { changeView, requireView } from "../../domain/tickets/views.server.ts";
import { useT } from "../../i18n/use-t.tsx";
import { handleAction, handleLoader, idParam, parseInput } from "../../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const view = await requireView(viewer, idParam(params.id));
    const [agents, categories] = await Promise.all([listAgents(viewer), listCategories(viewer)]);
    return {
      ...{ view, agents },
      categories: categories.map(({ id, name }) => ({ id, name })),
      mayShare: can(viewer, "view.edit", { ownerId: viewer.id, isShared: true }),
    };
  });

/** Changes a view. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const id = idParam(params.id);
    const input = parseInput(viewInput, viewFields(form));
    await refusePrivateIn(viewer, input, ["name"]);
    await changeView(viewer, id, input);
    return `/staff?view=${id}`;
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, () => ({ title: data?.view.name ?? "", isUnlisted: true }));

/** What a view shows, in words; whoever may changes it here, everybody else reads it and makes one of their own. */
export default function ViewPage() {
  const t = useT();
  const { view, agents, categories, mayShare } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  const { id, isEditable, filter } = view;
  const own = isEditable ? view : null;
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/staff/views", label: t("view.title") }]} />}
      title={view.name}
      lead={isEditable ? undefined : t("view.not_yours")}
    >
      <PostForm action={isEditable ? `/staff/views/${id}` : "/staff/views"} answer={answer}>
        <ViewFields
          {...{ agents, categories, filter }}
          view={own}
          mayShare={mayShare}
          name={isEditable ? view.name : t("view.copy", { name: view.name })}
        />
        <div className="form-actions">
          <Button variant="primary">{t(isEditable ? "view.save" : "view.save_copy")}</Button>
        </div>
      </PostForm>
      {isEditable ? (
        <form method="post" action={`/staff/views/${id}/deletion`}>
          <Button size="small" variant="danger" name="is" value={view.isDeleted ? "off" : "on"}>
            {t(view.isDeleted ? "view.restore" : "view.delete")}
          </Button>
        </form>
      ) : null}
    </PageLayout>
  );
}
