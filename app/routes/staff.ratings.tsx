import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card } from "../components/card.tsx";
import { DataTable } from "../components/data-table.tsx";
import { GoodwillByCause } from "../components/goodwill-report.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { GOODWILL_DAYS, goodwillReport } from "../domain/tickets/goodwill-report.server.ts";
import { RATED_DAYS, ratingReport } from "../domain/tickets/ratings.server.ts";
import { LEAST_RATED, type SaidOfTicket, type Share, type ShownSum } from "../domain/tickets/ratings.ts";
import { ASKED_ROLES } from "../domain/tickets/talk.ts";
import { talkReport } from "../domain/tickets/talks.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("ratings.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const [report, talks, goodwill] = await Promise.all([
      ratingReport(viewer),
      talkReport(viewer),
      goodwillReport(viewer),
    ]);
    return { report, talks, goodwill, goodwillDays: GOODWILL_DAYS, days: RATED_DAYS, least: LEAST_RATED };
  });

/** What requesters said: sums, and what needs somebody. */
export default function Ratings() {
  const t = useT();
  const { report, goodwill, goodwillDays, days, least } = useLoaderData<typeof loader>();
  const rounds = report.rounds.map(({ isAgain, sum }) => ({
    ...sum,
    name: t(isAgain ? "ratings.round.again" : "ratings.round.first"),
  }));
  return (
    <PageLayout width="text" title={t("ratings.title")} lead={t("ratings.lead", { days, least })}>
      <Said title={t("ratings.unsolved")} none={t("ratings.unsolved.none")} said={report.unsolved} />
      <Sums title={t("ratings.rounds")} sums={rounds} />
      <Sums title={t("ratings.categories")} sums={report.categories} />
      <Sums title={t("ratings.people")} note={t("ratings.people.note")} sums={report.people} />
      <GoodwillByCause report={goodwill} days={goodwillDays} />
      <Talks />
      <Said title={t("ratings.words")} none={t("ratings.words.none")} said={report.words} />
    </PageLayout>
  );
}

function Sums({ title, note, sums }: { title: string; note?: string; sums: ShownSum[] }) {
  const t = useT();
  const columns = (["of", "count", "solved", "fair", "worth"] as const).map((column) => ({
    label: t(`ratings.column.${column}`),
  }));
  const shareOf = ({ yes, of }: Share) => (of < LEAST_RATED ? "–" : t.number(Math.round((yes / of) * 100) / 100));
  return (
    <Card title={title}>
      {note ? <p className="small soft">{note}</p> : null}
      {sums.length === 0 ? (
        <p className="soft">{t("ratings.none")}</p>
      ) : (
        <DataTable
          caption={title}
          columns={columns}
          rows={sums.map((sum, index) => ({
            key: index,
            cells:
              sum.count === null
                ? [<bdi key="of">{sum.name}</bdi>, t("ratings.few"), "–", "–", "–"]
                : [
                    <bdi key="of">{sum.name}</bdi>,
                    t.number(sum.count),
                    shareOf(sum.solved),
                    shareOf(sum.fair),
                    shareOf(sum.worth),
                  ],
          }))}
        />
      )}
    </Card>
  );
}

/** How long colleagues waited for each other. */
function Talks() {
  const t = useT();
  const { talks } = useLoaderData<typeof loader>();
  const columns = (["of", "count", "median", "p90", "helped"] as const).map((column) => ({
    label: t(`talk.report.${column}`),
  }));
  const rows = talks.map(({ role, count, answered, median, p90, helped, closed }) => {
    const asked = ASKED_ROLES.find((one) => one === role);
    const within = (seconds: number | null) =>
      answered < LEAST_RATED || seconds === null ? "–" : t.duration(Math.round(seconds));
    const share = closed < LEAST_RATED ? "–" : t.number(Math.round((helped / closed) * 100) / 100);
    const of = asked ? t(`talk.role.${asked}`) : t("talk.report.person");
    return { key: role ?? "person", cells: [of, t.number(count), within(median), within(p90), share] };
  });
  return (
    <Card title={t("talk.report")}>
      <p className="small soft">{t(rows.length > 0 ? "talk.report.text" : "talk.report.none")}</p>
      {rows.length > 0 ? <DataTable caption={t("talk.report")} columns={columns} rows={rows} /> : null}
    </Card>
  );
}

function Said({ title, none, said }: { title: string; none: string; said: SaidOfTicket[] }) {
  return (
    <Card title={title}>
      {said.length === 0 ? <p className="soft">{none}</p> : null}
      <ul className="stack">
        {said.map(({ ticketId, subject, at, words }) => (
          <li key={`${ticketId} ${String(at)}`}>
            <a href={`/staff/tickets/${ticketId}`} dir="auto">
              {subject}
            </a>{" "}
            <span className="small soft">
              <Time at={at} format="date" />
            </span>
            {words ? <p dir="auto">{words}</p> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
