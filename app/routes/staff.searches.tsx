import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../components/button.tsx";
import { DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { TabNav } from "../components/nav.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { listLacking, searchTotals } from "../domain/searches/report.server.ts";
import { KEPT_DAYS, LACKS, type Lack, REPORT_DAYS } from "../domain/searches/search.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

const PAGES_MAX = 200;

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const { searchParams } = new URL(request.url);
    const viewer = await requireMember(request);
    const lack: Lack = searchParams.get("lack") === "help" ? "help" : "found";
    const asked = Number(searchParams.get("page"));
    const page = Number.isInteger(asked) && asked > 1 && asked <= PAGES_MAX ? asked : 1;
    const [report, totals] = await Promise.all([listLacking(viewer, lack, page), searchTotals(viewer)]);
    return { lack, page, ...report, totals, now: new Date() };
  });

type Loaded = typeof loader;

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("searches.title"), isUnlisted: true }));

/** What people searched for and did not find, or found without help: what to write next. */
export default function Searches() {
  const t = useT();
  const { lack, page, rows, hasMore, totals } = useLoaderData<Loaded>();
  return (
    <PageLayout title={t("searches.title")} lead={t("searches.lead", { days: REPORT_DAYS, ...totals })}>
      <TabNav
        label={t("searches.lacks")}
        items={LACKS.map((one) => ({
          href: `/staff/searches?lack=${one}`,
          label: t(`searches.lack.${one}`),
          isCurrent: one === lack,
        }))}
      />
      {rows.length === 0 ? (
        <EmptyState icon="search" title={t("searches.none")}>
          {t("searches.none.text", { days: REPORT_DAYS })}
        </EmptyState>
      ) : (
        <LackTable />
      )}
      <Pager
        newer={page > 1 ? `/staff/searches?lack=${lack}` : null}
        newerLabel={t("searches.newer")}
        older={hasMore ? `/staff/searches?lack=${lack}&page=${page + 1}` : null}
        olderLabel={t("searches.older")}
      />
      <p className="searches-privacy">{t("searches.privacy", { days: KEPT_DAYS })}</p>
    </PageLayout>
  );
}

function LackTable() {
  const t = useT();
  const { lack, rows } = useLoaderData<Loaded>();
  const isHelp = lack === "help";
  const figures = isHelp ? ["people", "unhelped", "unopened"] : ["people", "searches"];
  return (
    <DataTable
      caption={t(`searches.lack.${lack}`)}
      columns={[
        { label: t("searches.words") },
        ...figures.map((figure) => ({ label: t(`searches.${figure as "people"}`), isNumeric: true })),
        { label: t("searches.last") },
        { label: t("searches.do") },
      ]}
      rows={rows.map((row) => ({
        key: row.words,
        cells: [
          <SearchAgain key="words" words={row.words} />,
          t.number(row.people),
          ...(isHelp ? [t.number(row.unhelped), t.number(row.unopened)] : [t.number(row.searches)]),
          <Last key="last" at={row.lastAt} />,
          <ButtonLink
            key="do"
            href={`/staff/answers/new?title=${encodeURIComponent(row.words)}`}
            icon="pencil"
            size="small"
          >
            {t("searches.write")}
          </ButtonLink>,
        ],
      }))}
    />
  );
}

function Last({ at }: { at: Date }) {
  const { now } = useLoaderData<Loaded>();
  return <Time at={at} now={now} />;
}

function SearchAgain({ words }: { words: string }) {
  const t = useT();
  return (
    <a href={`/search?q=${encodeURIComponent(words)}`} dir="auto" title={t("searches.try")} className="searches-words">
      {words}
    </a>
  );
}
