import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { searchPublic } from "../../../search/search.server.ts";
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { Pager } from "../../components/pager.tsx";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { useT } from "../../i18n/use-t.tsx";
import { handleLoader } from "../../platform/http.server.ts";
import { limit } from "../../platform/rate-limit.server.ts";
import { readSearch, searchHref } from "./address.ts";
import { Filters } from "./filters.tsx";
import { NothingFound } from "./nothing-found.tsx";
import { ReadAs } from "./read-as.tsx";
import { Result } from "./result.tsx";

export const loader = ({ request, context }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const asked = readSearch(new URL(request.url).searchParams);
    const viewer = await viewerOf(request);
    if (asked.q !== "") await limit("search", [context.clientAddress, viewer.id ? `account:${viewer.id}` : ""]);
    const categories = await listCategories(viewer);
    const category = categories.find(({ slug }) => slug === asked.category);
    const found = await searchPublic(viewer, {
      text: asked.q,
      filters: { category: category?.id, isSolved: asked.solved ? asked.solved === "yes" : undefined },
      after: asked.after,
      isVerbatim: asked.verbatim,
    });
    return {
      asked: { ...asked, category: category?.slug ?? null },
      categories: categories.map(({ slug, name }) => ({ slug, name })),
      found,
      now: new Date(),
    };
  });

export type SearchPage = Awaited<ReturnType<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, (t) => ({
    title: data?.asked.q ? t("search.title.results", { q: data.asked.q }) : t("search.title"),
    isUnlisted: true,
  }));

/** Answers to what was typed: company answers and threads, each with its solution. */
export default function Search() {
  const t = useT();
  const { asked } = useLoaderData<SearchPage>();
  if (asked.q === "") return <Start />;
  return (
    <PageLayout title={t("search.title.results", { q: asked.q })} lead={<ReadAs />}>
      <div className="search-page">
        <Filters />
        <Results />
      </div>
    </PageLayout>
  );
}

function Start() {
  const t = useT();
  return (
    <PageLayout title={t("search.title")} width="text">
      <EmptyState icon="search" title={t("search.start.title")}>
        {t("search.start.text")}
      </EmptyState>
    </PageLayout>
  );
}

function Results() {
  const t = useT();
  const { asked, found } = useLoaderData<SearchPage>();
  if (found.results.length === 0) return <NothingFound />;
  return (
    <div className="search-found">
      <ol className="results" aria-label={t("search.results")}>
        {found.results.map((result) => (
          <Result key={`${result.kind}${result.id}`} result={result} />
        ))}
      </ol>
      <Pager
        newer={asked.after ? searchHref(asked, { after: null }) : null}
        newerLabel={t("search.first")}
        older={found.next ? searchHref(asked, { after: found.next }) : null}
        olderLabel={t("search.more")}
      />
      <p className="search-ask">
        {t("search.not_here")}
        <ButtonLink href={`/threads/new?title=${encodeURIComponent(asked.q)}`} icon="message-circle-question-mark">
          {t("search.ask")}
        </ButtonLink>
      </p>
    </div>
  );
}
