import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge, type Tone } from "../components/badge.tsx";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { ButtonLink } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { PrivateLane } from "../components/private-lane.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { listLedger } from "../domain/tickets/promise-ledger.server.ts";
import type { LedgerEntry, LedgerStanding } from "../domain/tickets/promise-ledger.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("ledger.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const after = new URL(request.url).searchParams.get("after");
    const actsForOthers = viewer.actsFor.length > 0;
    return { ...(await listLedger(viewer, after)), isFirst: after === null, actsForOthers, now: new Date() };
  });

/** Every word we gave somebody, in whatever request: open, overdue, kept or not. */
export default function Ledger() {
  const t = useT();
  const { entries, next, isFirst, actsForOthers } = useLoaderData<typeof loader>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/cases", label: t("cases.title") }]} />}
      title={t("ledger.title")}
      lead={t("ledger.lead")}
    >
      {entries.length === 0 ? (
        <EmptyState
          icon="hand"
          title={t("ledger.none")}
          action={<ButtonLink href="/cases">{t("cases.title")}</ButtonLink>}
        >
          {t("ledger.none.text")}
        </EmptyState>
      ) : (
        <PrivateLane audience={actsForOthers ? "delegate" : "requester"}>
          <ul className="ledger">
            {entries.map((entry) => (
              <Entry key={`${entry.kind} ${entry.id}`} entry={entry} />
            ))}
          </ul>
        </PrivateLane>
      )}
      <Pager newer={isFirst ? null : "/cases/promises"} older={next && `/cases/promises?after=${next}`} />
    </PageLayout>
  );
}

const tones: Record<LedgerStanding, Tone> = {
  open: "neutral",
  overdue: "danger",
  kept: "success",
  kept_late: "success",
  broken: "warning",
  claimed: "neutral",
  refused: "warning",
  accepted: "neutral",
  given: "success",
};

function Entry({ entry }: { entry: LedgerEntry }) {
  const t = useT();
  const { kind, id, ticketId, subject, forName, text, money, standing, byName, reason } = entry;
  const place = kind === "promise" ? `#promise-${id}` : kind === "claim" ? `#response-${id}` : "#goodwill";
  return (
    <li className="ledger-entry">
      <p className="ledger-words">
        <Badge tone={tones[standing]}>{t(`ledger.${standing}`)}</Badge> <span dir="auto">{text}</span>
        {money ? <strong className="numeric"> {t.money(money.amount, money.currency)}</strong> : null}
      </p>
      {reason ? <p dir="auto">{t("promise.because", { reason })}</p> : null}
      <MetaLine>
        <When entry={entry} />
        <bdi>{byName}</bdi>
        <a href={`/requests/${ticketId}${place}`} dir="auto">
          {subject}
        </a>
        {forName ? <span>{t("acting.for", { name: forName })}</span> : null}
      </MetaLine>
    </li>
  );
}

/** Of what is open the date it is due, of what is settled when that was, beside the date it was due. */
function When({ entry: { standing, dueAt, at } }: { entry: LedgerEntry }) {
  const { now } = useLoaderData<typeof loader>();
  const day = (date: Date, key: string) => <Time key={key} at={date} format="day" now={now} />;
  if (dueAt === null) return <span>{day(at, "at")}</span>;
  if (standing === "open" || standing === "overdue")
    return (
      <span>
        <T k={standing === "open" ? "ledger.by" : "ledger.was_due"} values={{ at: day(dueAt, "at") }} />
      </span>
    );
  return (
    <span>
      <T k="ledger.settled" values={{ at: day(at, "at"), due: day(dueAt, "due") }} />
    </span>
  );
}
