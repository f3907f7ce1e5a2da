import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { Button } from "../../components/button.tsx";
import type { FormAnswer } from "../../components/form-answer.tsx";
import { Icon } from "../../components/icon.tsx";
import { IconButton } from "../../components/icon-button.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { PostForm } from "../../components/post-form.tsx";
import { ViewFields } from "../../components/view-fields.tsx";
import { requireMember, requireWriter } from "../../domain/accounts/viewer.server.ts";
import { can } from "../../domain/permissions.ts";
import { refusePrivateIn } from "../../domain/private-values/settle-form.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { listAgents } from "../../domain/tickets/desk.server.ts";
import { EVERYTHING, type SavedView, VIEWS_MAX } from "../../domain/tickets/view.ts";
import { viewFields, viewInput } from "../../domain/tickets/view-input.ts";
import { createView, listViews } from "../../domain/tickets/views.server.ts";
import { useT } from "../../i18n/use-t.tsx";
import { handleAction, handleLoader, parseInput } from "../../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const [agents, views, categories] = await Promise.all([
      listAgents(viewer),
      listViews(viewer),
      listCategories(viewer),
    ]);
    const deleted = /^\d{1,9}$/.exec(new URL(request.url).searchParams.get("deleted") ?? "")?.[0] ?? null;
    return {
      ...{ views, agents, deleted },
      categories: categories.map(({ id, name }) => ({ id, name })),
      mayShare: can(viewer, "view.edit", { ownerId: viewer.id, isShared: true }),
    };
  });

/** Saves a filter as a view. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const input = parseInput(viewInput, viewFields(form));
    await refusePrivateIn(viewer, input, ["name"]);
    const { id } = await createView(viewer, input);
    return `/staff?view=${id}`;
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("view.title"), isUnlisted: true }));

/** The views there are, in their order, and a new one. */
export default function ViewsPage() {
  const t = useT();
  const { views, deleted, agents, categories, mayShare } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  const [shared, own] = [views.filter(({ isShared }) => isShared), views.filter(({ isShared }) => !isShared)];
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/staff", label: t("desk.tickets") }]} />}
      title={t("view.title")}
      lead={t("view.lead", { most: VIEWS_MAX })}
    >
      {deleted ? <Deleted id={deleted} /> : null}
      <ViewList title={t("view.shared")} none={t("view.shared.none")} views={shared} />
      <ViewList title={t("view.own")} none={t("view.own.none")} views={own} />
      <section className="stack stack-m">
        <h2>{t("view.new")}</h2>
        <PostForm action="/staff/views" answer={answer}>
          <ViewFields view={null} filter={EVERYTHING} agents={agents} categories={categories} mayShare={mayShare} />
          <div className="form-actions">
            <Button variant="primary">{t("view.save")}</Button>
          </div>
        </PostForm>
      </section>
    </PageLayout>
  );
}

function Deleted({ id }: { id: string }) {
  const t = useT();
  return (
    <form method="post" action={`/staff/views/${id}/deletion`} className="row row-apart" role="status">
      <p>{t("view.deleted")}</p>
      <Button size="small" icon="undo-2" name="is" value="off">
        {t("view.restore")}
      </Button>
    </form>
  );
}

function ViewList({ title, none, views }: { title: string; none: string; views: Omit<SavedView, "filter">[] }) {
  const t = useT();
  return (
    <section className="stack stack-s">
      <h2>{title}</h2>
      {views.length === 0 ? <p className="soft">{none}</p> : null}
      <ol className="view-list">
        {views.map((view, index) => (
          <li key={view.id}>
            <a href={`/staff?view=${view.id}`} dir="auto">
              <Icon name={view.isShared ? "users" : "tag"} /> {view.name}
            </a>
            {view.isEditable ? (
              <Arrange view={view} isFirst={index === 0} isLast={index === views.length - 1} />
            ) : (
              <a href={`/staff/views/${view.id}`} aria-label={t("view.copy_named", { name: view.name })}>
                {t("view.see")}
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface ArrangeProps {
  view: Omit<SavedView, "filter">;
  isFirst: boolean;
  isLast: boolean;
}

function Arrange({ view: { id, name }, isFirst, isLast }: ArrangeProps) {
  const t = useT();
  return (
    <form method="post" action={`/staff/views/${id}/place`} className="view-arrange">
      <IconButton size="small" icon="arrow-up" label={t("view.up", { name })} name="is" value="up" disabled={isFirst} />
      <IconButton
        size="small"
        icon="arrow-down"
        label={t("view.down", { name })}
        name="is"
        value="down"
        disabled={isLast}
      />
      <a href={`/staff/views/${id}`} aria-label={t("view.edit_named", { name })}>
        {t("view.edit")}
      </a>
    </form>
  );
}
