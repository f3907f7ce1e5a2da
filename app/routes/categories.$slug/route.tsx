import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { ButtonLink } from "../../components/button.tsx";
import { FollowList } from "../../components/follow-list.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import { categorySlugNow, requireCategory } from "../../domain/threads/categories.server.ts";
import { cursorOf } from "../../domain/threads/cursor.ts";
import { listThreads } from "../../domain/threads/list-threads.server.ts";
import { categoryLevel } from "../../domain/threads/watches.server.ts";
import { useT } from "../../i18n/use-t.tsx";
import { handleLoader, nameParam } from "../../platform/http.server.ts";
import { leadOn } from "../../platform/moved.server.ts";
import { Narrow } from "./narrow.tsx";
import { ThreadPageList } from "./thread-page-list.tsx";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const asked = nameParam(params.slug);
    const category = await leadOn(
      request,
      asked,
      (old) => categorySlugNow(viewer, old),
      () => requireCategory(viewer, asked),
    );
    const { id, slug, name, description, readableBy } = category;
    const cursor = cursorOf(new URL(request.url).searchParams);
    return {
      category: { slug, name, description },
      level: await categoryLevel(viewer, id),
      page: await listThreads(viewer, { view: "category", of: id }, cursor),
      path: `/categories/${encodeURIComponent(slug)}`,
      isFirstPage: cursor === null,
      isPublic: readableBy === "everyone",
      now: new Date(),
    };
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => {
    if (!data) return { title: "" };
    const { category, page, path, isFirstPage, isPublic } = data;
    const { name, description } = category;
    const isUnlisted = !isFirstPage || !isPublic || page.rows.length === 0;
    const feeds = isPublic ? [{ title: t("feed.category", { name }), href: `${path}/feed` }] : [];
    return { title: name, description, isUnlisted, feeds, ...(isPublic ? { canonical: path } : {}) };
  });

/** The threads of a category, the last word first. */
export default function Category() {
  const t = useT();
  const { category, page, level, path, now } = useLoaderData<typeof loader>();
  const { slug, name, description } = category;
  const askHref = `/threads/new?category=${encodeURIComponent(slug)}`;
  return (
    <PageLayout
      above={<Breadcrumbs items={[{ href: "/", label: t("threads.crumb") }]} />}
      title={name}
      lead={description ? <p dir="auto">{description}</p> : null}
      actions={
        <ButtonLink href={askHref} icon="plus">
          {t("category.ask")}
        </ButtonLink>
      }
    >
      {page.rows.length > 0 ? <Narrow of={`category:${slug}`} /> : null}
      <ThreadPageList
        page={page}
        path={path}
        label={t("category.threads", { name })}
        empty={t("category.empty")}
        now={now}
        askHref={askHref}
        isOfOneCategory
      />
      <FollowList path={path} level={level} />
    </PageLayout>
  );
}
