import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { changesWaiting, searchHealth } from "../../search/engines.server.ts";
import { Banner } from "../components/banner.tsx";
import { Card } from "../components/card.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { countStopped } from "../domain/accounts/bounces.server.ts";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { can } from "../domain/permissions.ts";
import { jobHealth } from "../domain/settings/job-health.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { NotFound } from "../platform/errors.ts";
import { handleLoader } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("jobs.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    if (!can(viewer, "jobs.see", null)) throw new NotFound();
    const [jobs, engines, behind, stopped] = await Promise.all([
      jobHealth(),
      searchHealth(),
      changesWaiting(),
      countStopped(),
    ]);
    return { ...jobs, stopped, search: { engines, behind } };
  });

type Loaded = typeof loader;

export default function Jobs() {
  const t = useT();
  const { counts, workers, mailUnsent, stopped } = useLoaderData<Loaded>();
  const figures = [
    [t("jobs.workers"), t.number(workers)],
    [t("jobs.waiting"), t.number(counts.waiting)],
    [t("jobs.retrying"), t.number(counts.retrying)],
    [t("jobs.givenUp"), t.number(counts.givenUp)],
    [t("jobs.mailUnsent"), t.number(mailUnsent)],
    [t("jobs.stopped"), t.number(stopped)],
    [t("jobs.oldest"), counts.oldest ? t.dateTime(counts.oldest) : "–"],
  ];
  return (
    <PageLayout title={t("jobs.title")} lead={t("jobs.explain")}>
      {workers === 0 ? <Banner tone="danger" role="alert" title={t("jobs.worker.none")} /> : null}
      <dl className="figures">
        {figures.map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <SearchEngines />
      <FailedJobs />
      <WaitingMails />
    </PageLayout>
  );
}

const ENGINES = { postgres: "PostgreSQL", meilisearch: "Meilisearch" };

function SearchEngines() {
  const t = useT();
  const { engines, behind } = useLoaderData<Loaded>().search;
  return (
    <Card title={t("jobs.search")}>
      <ul className="job-list">
        {engines.map(({ engine, isHealthy, documents, detail }) => (
          <li key={engine}>
            {t(isHealthy ? "jobs.search.well" : "jobs.search.ill", { engine: ENGINES[engine], count: documents })}
            {detail ? <pre>{detail}</pre> : null}
          </li>
        ))}
        {behind.since ? (
          <li>{t("jobs.search.behind", { count: behind.changes, at: t.dateTime(behind.since) })}</li>
        ) : null}
      </ul>
    </Card>
  );
}

function FailedJobs() {
  const t = useT();
  const { failures } = useLoaderData<Loaded>();
  if (failures.length === 0) return <p>{t("jobs.failures.none")}</p>;
  return (
    <Card title={t("jobs.failures")}>
      <ul className="job-list">
        {failures.map((job) => (
          <li key={job.id}>
            <strong>{job.task}</strong> · {t("jobs.attempts.count", { count: job.attempts })} ·{" "}
            {job.isGivenUp ? t("jobs.givenUp") : t("jobs.next", { at: t.dateTime(job.nextTry) })}
            <pre>{job.error}</pre>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function WaitingMails() {
  const t = useT();
  const { mails } = useLoaderData<Loaded>();
  if (mails.length === 0) return null;
  return (
    <Card title={t("jobs.mail.failures")}>
      <ul>
        {mails.map((mail) => (
          <li key={mail.id}>
            {mail.to} · {t.dateTime(mail.createdAt)} · {mail.lastError}
          </li>
        ))}
      </ul>
    </Card>
  );
}
