import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { type FoundTicket, searchTickets } from "../../search/tickets.server.ts";
import { Button } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { Marked } from "../components/marked.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PrivateLane } from "../components/private-lane.tsx";
import { TicketStatus } from "../components/status-mark.tsx";
import { TextInput } from "../components/text-input.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { tidy } from "../domain/text.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

const LONGEST = 200;

export const loader = ({ request, context }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const typed = (new URL(request.url).searchParams.get("q") ?? "").slice(0, LONGEST);
    const q = tidy(typed).trim();
    if (q !== "") await limit("search", [context.clientAddress, `account:${viewer.id}`]);
    return { q, typed, found: await searchTickets(viewer, q), now: new Date() };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("ticket_search.title"), isUnlisted: true }));

/** Finds tickets by their words, for the desk. */
export default function TicketSearch() {
  const t = useT();
  const { q, typed, found } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("ticket_search.title")} lead={t("ticket_search.lead")}>
      <search>
        <form action="/staff/search" className="ticket-search">
          <TextInput name="q" type="search" label={t("ticket_search.words")} defaultValue={typed} maxLength={LONGEST} />
          <Button variant="primary" icon="search">
            {t("shell.search")}
          </Button>
        </form>
      </search>
      {q !== "" && found.rows.length === 0 ? (
        <EmptyState icon="search" title={t("ticket_search.none")}>
          {t("ticket_search.none.text")}
        </EmptyState>
      ) : null}
      {found.isLoose ? <p>{t("ticket_search.loose")}</p> : null}
      {found.rows.length > 0 ? (
        <PrivateLane audience="staff">
          <ol className="results" aria-label={t("ticket_search.results")}>
            {found.rows.map((row) => (
              <Found key={row.number} row={row} />
            ))}
          </ol>
        </PrivateLane>
      ) : null}
    </PageLayout>
  );
}

function Found({ row }: { row: FoundTicket }) {
  const { now } = useLoaderData<typeof loader>();
  return (
    <li className="result" data-row>
      <h2 className="result-title">
        <a href={`/staff/tickets/${row.number}`} dir="auto">
          #{row.number} <Marked segments={row.subject} />
        </a>
      </h2>
      {row.passage.length > 0 ? (
        <p className="result-text" dir="auto">
          <Marked segments={row.passage} />
        </p>
      ) : null}
      <MetaLine>
        <TicketStatus state={row.state} />
        <bdi>{row.requesterName}</bdi>
        <span>{row.categoryName}</span>
        {row.assigneeName ? <bdi>{row.assigneeName}</bdi> : null}
        <Time at={row.since} now={now} />
      </MetaLine>
    </li>
  );
}
