import type { SpecialDay } from "../domain/calendars/hours.ts";
import { useT } from "../i18n/use-t.tsx";

type Periods = readonly (readonly [from: string, to: string])[];

/** "09:00–12:00, 13:00–18:00", or that it is closed. */
export function Hours({ periods }: { periods: Periods }) {
  const t = useT();
  if (periods.length === 0) return <span className="hours-closed">{t("hours.closed")}</span>;
  if (periods.length === 1 && periods[0]?.join() === "00:00,24:00") return t("hours.all_day");
  return periods.map(([from, to]) => `${from}–${to}`).join(", ");
}

/** A weekday's name by its number; Sunday is 0. */
export function weekdayName(locale: string, weekday: number, style: "long" | "narrow" = "long"): string {
  const sunday = Date.UTC(2023, 0, 1);
  const at = new Date(sunday + weekday * 86_400_000);
  return new Intl.DateTimeFormat(locale, { weekday: style, timeZone: "UTC" }).format(at);
}

/** Hours of each weekday. */
export function WeekHours({ week }: { week: readonly { weekday: number; periods: Periods }[] }) {
  const t = useT();
  return (
    <dl className="hours">
      {week.map(({ weekday, periods }) => (
        <div key={weekday}>
          <dt>{weekdayName(t.locale, weekday)}</dt>
          <dd>
            <Hours periods={periods} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Days that differ from their weekday. */
export function SpecialDays({ days }: { days: readonly SpecialDay[] }) {
  const t = useT();
  const format = new Intl.DateTimeFormat(t.locale, { dateStyle: "full", timeZone: "UTC" });
  return (
    <dl className="hours">
      {days.map(({ date, periods, name }) => (
        <div key={date}>
          <dt>
            <time dateTime={date}>{format.format(new Date(`${date}T00:00:00Z`))}</time>
          </dt>
          <dd>
            <Hours periods={periods} /> {name ? <bdi className="hours-name">{name}</bdi> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
