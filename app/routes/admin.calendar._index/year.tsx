import { useLoaderData } from "@remix-run/react";
import { Card } from "../../components/card.tsx";
import { weekdayName } from "../../components/hours.tsx";
import { TabNav } from "../../components/nav.tsx";
import { WEEKDAYS } from "../../domain/calendars/calendar.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { Loaded } from "./route.tsx";

type Day = ReturnType<typeof useLoaderData<Loaded>>["months"][number][number];

/** A year at a glance: every day as the calendar has it. */
export function Year() {
  const t = useT();
  const { years, year, months } = useLoaderData<Loaded>();
  return (
    <Card title={t("hours.admin.year", { year: String(year) })}>
      <TabNav
        label={t("hours.admin.year", { year: String(year) })}
        items={years.map((one) => ({
          href: `/admin/calendar?year=${one}`,
          label: String(one),
          isCurrent: one === year,
        }))}
      />
      <p className="year-legend">
        {(["open", "closed", "special"] as const).map((kind) => (
          <span key={kind}>
            <span className={`year-day year-${kind}`} aria-hidden /> {t(`hours.admin.legend.${kind}`)}
          </span>
        ))}
      </p>
      <div className="year">
        {months.map((days) => (
          <Month key={days[0]?.date} days={days} />
        ))}
      </div>
    </Card>
  );
}

function Month({ days }: { days: Day[] }) {
  const t = useT();
  const first = days[0];
  if (!first) return null;
  const at = new Date(`${first.date}T00:00:00Z`);
  const month = new Intl.DateTimeFormat(t.locale, { month: "long", timeZone: "UTC" }).format(at);
  const open = days.filter(({ periods }) => periods.length > 0).length;
  const special = days.filter(({ isSpecial }) => isSpecial).length;
  return (
    <div className="year-month" role="img" aria-label={t("hours.admin.year.open", { month, open, special })}>
      <span className="year-name">{month}</span>
      {WEEKDAYS.map((weekday) => (
        <span key={weekday} className="year-weekday">
          {weekdayName(t.locale, weekday, "narrow")}
        </span>
      ))}
      {WEEKDAYS.slice(0, WEEKDAYS.indexOf(first.weekday)).map((weekday) => (
        <span key={`before ${weekday}`} />
      ))}
      {days.map((day) => (
        <span key={day.date} className={`year-day ${kindOf(day)}`} title={titleOf(day)}>
          {Number(day.date.slice(8))}
        </span>
      ))}
    </div>
  );
}

const kindOf = ({ periods, isSpecial }: Day) =>
  `year-${periods.length > 0 ? "open" : "closed"}${isSpecial ? " year-special" : ""}`;

const titleOf = ({ date, periods }: Day) => [date, ...periods.map(([from, to]) => `${from}–${to}`)].join(" ");
