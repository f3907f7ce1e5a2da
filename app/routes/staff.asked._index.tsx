import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge } from "../components/badge.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import type { TalkRow } from "../domain/tickets/talk.ts";
import { listTalks } from "../domain/tickets/talks.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => ({ ...(await listTalks(await requireMember(request))), now: new Date() }));

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("talk.asked"), isUnlisted: true }));

/** What colleagues ask of whoever looks, the longest waiting first, and what they have asked themselves. */
export default function Asked() {
  const t = useT();
  const { asked, late, own } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("talk.asked")} lead={t("talk.asked.lead")}>
      {asked.length === 0 ? (
        <EmptyState icon="messages-square" title={t("talk.none")}>
          {t("talk.none.text")}
        </EmptyState>
      ) : (
        <List talks={asked} />
      )}
      <Part id="talks-late" title={t("talk.late")} talks={late} />
      <Part id="talks-own" title={t("talk.own")} talks={own} />
    </PageLayout>
  );
}

function Part({ id, title, talks }: { id: string; title: string; talks: TalkRow[] }) {
  if (talks.length === 0) return null;
  return (
    <section className="cases" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <List talks={talks} />
    </section>
  );
}

function List({ talks }: { talks: TalkRow[] }) {
  const t = useT();
  const { now } = useLoaderData<typeof loader>();
  return (
    <ul className="notices">
      {talks.map(({ id, words, askedByName, askedName, askedRole, at, answeredAt, overdueAt }) => (
        <li key={id} className="notice notice-private">
          <div className="notice-text">
            <a href={`/staff/asked/${id}`} dir="auto">
              {words}
            </a>
            <MetaLine>
              <span>{t("talk.whom", { by: askedByName, name: askedName ?? "", role: askedRole ?? "person" })}</span>
              <Time at={at} now={now} />
              {answeredAt ? <Badge tone="success">{t("talk.answered")}</Badge> : null}
              {overdueAt && !answeredAt ? (
                <Badge tone="warning" icon="hourglass">
                  {t("talk.overdue")}
                </Badge>
              ) : null}
            </MetaLine>
          </div>
        </li>
      ))}
    </ul>
  );
}
