import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { FollowList } from "../components/follow-list.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { viewerOf } from "../domain/accounts/viewer.server.ts";
import { cursorOf } from "../domain/threads/cursor.ts";
import { TAG_THREADS_LEAST } from "../domain/threads/finding.ts";
import { listThreadsOfTag } from "../domain/threads/list-threads.server.ts";
import { tagSlugNow } from "../domain/threads/tags.server.ts";
import { tagLevel } from "../domain/threads/watches.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader, nameParam } from "../platform/http.server.ts";
import { leadOn } from "../platform/moved.server.ts";
import { Narrow } from "./categories.$slug/narrow.tsx";
import { ThreadPageList } from "./categories.$slug/thread-page-list.tsx";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const slug = nameParam(params.slug);
    const cursor = cursorOf(new URL(request.url).searchParams);
    const { name, page } = await leadOn(
      request,
      slug,
      (old) => tagSlugNow(viewer, old),
      () => listThreadsOfTag(viewer, slug, cursor),
    );
    const path = `/tags/${encodeURIComponent(slug)}`;
    return {
      name,
      slug,
      page,
      level: await tagLevel(viewer, slug),
      path,
      isFirstPage: cursor === null,
      now: new Date(),
    };
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => ({
    title: t("tag.title", { name: data?.name }),
    canonical: data?.path,
    isUnlisted: data && (!data.isFirstPage || data.page.rows.length < TAG_THREADS_LEAST),
    feeds: data && [{ title: t("feed.tag", { name: data.name }), href: `${data.path}/feed` }],
  }));

/** The threads that have a tag, the newest first. */
export default function TagPage() {
  const t = useT();
  const { name, slug, page, level, path, now } = useLoaderData<typeof loader>();
  return (
    <PageLayout
      above={<Breadcrumbs items={[{ href: "/", label: t("threads.crumb") }]} />}
      title={t("tag.title", { name })}
      lead={t("tag.lead")}
    >
      <Narrow of={`tag:${slug}`} />
      <ThreadPageList page={page} path={path} label={t("tag.title", { name })} empty={t("category.empty")} now={now} />
      <FollowList path={path} level={level} />
    </PageLayout>
  );
}
