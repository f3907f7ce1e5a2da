import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { RATE_LEAST, REPORT_DAYS, routingReport } from "../domain/routing/report.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("routing.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const report = await routingReport(await requireMember(request));
    const rate = report.told < RATE_LEAST ? null : Math.round((report.answered / report.told) * 100) / 100;
    return { report, rate, days: REPORT_DAYS };
  });

/** What calling a few people to a question came to. */
export default function Routing() {
  const t = useT();
  const { report, rate, days } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("routing.title")} lead={t("routing.lead", { days })}>
      <dl className="facts">
        {(["waves", "told", "read", "answered", "solved"] as const).map((name) => (
          <div key={name} className="row">
            <dt>{t(`routing.${name}`)}</dt>
            <dd>{t.number(report[name])}</dd>
          </div>
        ))}
        <div className="row">
          <dt>{t("routing.rate")}</dt>
          <dd>{rate === null ? "–" : t.number(rate)}</dd>
        </div>
      </dl>
    </PageLayout>
  );
}
