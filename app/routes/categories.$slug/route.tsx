import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { ButtonLink } from "../../components/button.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import { requireCategory } from "../../domain/threads/categories.server.ts";
import { cursorOf } from "../../domain/threads/cursor.ts";
import { listThreads } from "../../domain/threads/list-threads.server.ts";
import { useT } from "../../i18n/use-t.tsx";
import { env } from "../../platform/env.server.ts";
import { handleLoader, nameParam } from "../../platform/http.server.ts";
import { ThreadPageList } from "./thread-page-list.tsx";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const { id, slug, name, description, readableBy } = await requireCategory(viewer, nameParam(params.slug));
    const cursor = cursorOf(new URL(request.url).searchParams);
    return {
      category: { slug, name, description },
      page: await listThreads(viewer, { view: "category", of: id }, cursor),
      canonical: new URL(`/categories/${encodeURIComponent(slug)}`, env.ORIGIN).href,
      isUnlisted: cursor !== null || readableBy !== "everyone",
      now: new Date(),
    };
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, () => ({
    title: data?.category.name ?? "",
    description: data?.category.description,
    canonical: data?.canonical,
    isUnlisted: data?.isUnlisted,
  }));

/** The threads of a category, the last word first. */
export default function Category() {
  const t = useT();
  const { category, page, now } = useLoaderData<typeof loader>();
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
      <ThreadPageList
        page={page}
        path={`/categories/${encodeURIComponent(slug)}`}
        label={t("category.threads", { name })}
        empty={t("category.empty")}
        now={now}
        askHref={askHref}
        isOfOneCategory
      />
    </PageLayout>
  );
}
