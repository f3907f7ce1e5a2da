import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../../components/button.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { Pager } from "../../components/pager.tsx";
import searchResults from "../../enhance/search-results.js?url&no-inline";
import { useT } from "../../i18n/use-t.tsx";
import { handleLoader } from "../../platform/http.server.ts";
import { searchHref } from "./address.ts";
import { Chips } from "./chips.tsx";
import { FacetColumn } from "./facet-column.tsx";
import { Helped } from "./helped.tsx";
import { loadSearch, type SearchPage } from "./load.server.ts";
import { NothingFound } from "./nothing-found.tsx";
import { Orders } from "./orders.tsx";
import { ReadAs } from "./read-as.tsx";
import { Result } from "./result.tsx";
import { Start } from "./start.tsx";

export const loader = ({ request, context }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const { viewer, page } = await loadSearch({ request, clientAddress: context.clientAddress });
    // Each search is kept, so no visitor is given another's page, nor a robot's. The signed-in get none that is stored at all.
    return data(page, viewer.id || page.asked.q === "" ? {} : { headers: { "Cache-Control": "private, no-cache" } });
  });

export const headers: HeadersFunction = ({ loaderHeaders, errorHeaders }) => errorHeaders ?? loaderHeaders;

export const meta: MetaFunction = ({ data: loaded, matches }) => {
  const page = loaded as SearchPage | undefined;
  return pageMeta(matches, (t) => ({
    title: page?.asked.q ? t("search.title.results", { q: page.asked.q }) : t("search.title"),
    isUnlisted: true,
  }));
};

/** Answers to what was typed: company answers and threads, each with its solution. */
export default function Search() {
  const t = useT();
  const { asked, words } = useLoaderData<SearchPage>();
  if (asked.q === "") return <Start />;
  return (
    <PageLayout title={words ? t("search.title.results", { q: words }) : t("search.title.narrowed")} lead={<ReadAs />}>
      <div className="search-page">
        <div className="search-main">
          <Chips />
          <Results />
        </div>
        <FacetColumn />
      </div>
      <script type="module" src={searchResults} />
    </PageLayout>
  );
}

function Results() {
  const t = useT();
  const { asked, found, words, search } = useLoaderData<SearchPage>();
  if (found.results.length === 0) return <NothingFound />;
  return (
    <div className="search-found">
      <div className="search-count-and-order">
        <Count />
        <Orders />
      </div>
      <ol
        className="results"
        aria-label={t("search.results")}
        data-search-results={search}
        data-question={t("search.helped.arrived", { q: words })}
        data-yes={t("search.helped.yes")}
        data-no={t("search.helped.no")}
        data-close={t("search.helped.close")}
      >
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
      {asked.after && !found.next && found.facets.isCapped ? <p className="search-count">{t("search.end")}</p> : null}
      <Helped />
      <AskInstead />
    </div>
  );
}

/** How many, and on a further page, which ones. */
function Count() {
  const t = useT();
  const { found } = useLoaderData<SearchPage>();
  const { count, from, results } = found;
  const said = { is: count.is, count: count.number };
  return (
    <p className="search-count">
      {from > 0
        ? t("search.count.further", { ...said, from: from + 1, to: from + results.length })
        : t("search.count", said)}
    </p>
  );
}

function AskInstead() {
  const t = useT();
  const { words } = useLoaderData<SearchPage>();
  return (
    <p className="search-ask">
      {t("search.not_here")}
      <ButtonLink href={`/threads/new?title=${encodeURIComponent(words)}`} icon="message-circle-question-mark">
        {t("search.ask")}
      </ButtonLink>
    </p>
  );
}
