import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Card } from "../../components/card.tsx";
import { SpecialDays, WeekHours } from "../../components/hours.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { Time } from "../../components/time.tsx";
import { publishedHours } from "../../domain/calendars/published-hours.server.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import { handleLoader } from "../../platform/http.server.ts";

export const loader = () =>
  handleLoader(async () => {
    const now = new Date();
    return { now, ...(await publishedHours(now)) };
  });

type Loaded = typeof loader;

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("hours.title"), description: t("hours.lead"), canonical: "/support-hours" }));

/** When the company's staff works: what every promise of an answer is counted in. */
export default function SupportHours() {
  const t = useT();
  const { week, specialDays, timeZone } = useLoaderData<Loaded>();
  return (
    <PageLayout width="text" title={t("hours.title")} lead={t("hours.lead")}>
      <OpenNow />
      <Card title={t("hours.week")} aside={<span className="hours-zone">{t("hours.zone", { timeZone })}</span>}>
        <WeekHours week={week} />
      </Card>
      {specialDays.length > 0 ? (
        <Card title={t("hours.special")}>
          <SpecialDays days={specialDays} />
        </Card>
      ) : null}
      <p className="hours-elsewhere">
        <T
          k="hours.elsewhere"
          values={{
            ics: (text) => <a href="/support-hours.ics">{text}</a>,
            json: (text) => <a href="/support-hours.json">{text}</a>,
          }}
        />
      </p>
    </PageLayout>
  );
}

/** Whether somebody is there, and until or from when, in the reader's zone. */
function OpenNow() {
  const t = useT();
  const { isOpen, closesAt, opensAt, now } = useLoaderData<Loaded>();
  const time = (at: Date) => ({ at: <Time at={at} format="day" now={now} /> });
  if (isOpen)
    return (
      <Banner tone="success" icon="clock" title={t("hours.open")}>
        {closesAt ? <T k="hours.open.until" values={time(closesAt)} /> : t("hours.open.always")}
      </Banner>
    );
  return (
    <Banner icon="clock" title={t("hours.shut")}>
      {opensAt ? <T k="hours.shut.until" values={time(opensAt)} /> : t("hours.shut.unknown")}
    </Banner>
  );
}
