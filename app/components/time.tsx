import { useT } from "../i18n/use-t.tsx";

interface Props {
  at: Date | string;
  /** `relative`: 3 days ago. `day`: Thu 14:00. `date`: 3 Nov 2026. `dateTime`, `time`. All in the reader's zone. */
  format?: "relative" | "day" | "date" | "dateTime" | "time";
  /** What "ago" counts from; pass the loader's on a page that hydrates. */
  now?: Date | string;
}

/** A moment: the exact one is in the markup and under the pointer; a relative one keeps itself right where scripts run. */
export function Time({ at, format = "relative", now }: Props) {
  const t = useT();
  const moment = new Date(at);
  const from = now ? new Date(now) : new Date();
  const iso = moment.toISOString();
  if (format !== "relative") {
    return (
      <time dateTime={iso} title={format === "dateTime" ? undefined : t.dateTime(moment)}>
        {format === "day" ? t.day(moment, from) : t[format](moment)}
      </time>
    );
  }
  const isOld = Math.abs(from.getTime() - moment.getTime()) > relativeFor;
  const time = (
    <time dateTime={iso} title={t.dateTime(moment)} suppressHydrationWarning>
      {isOld ? t.date(moment) : t.relative(moment, from)}
    </time>
  );
  if (isOld) return time;
  return (
    <relative-time datetime={iso} lang={t.locale} threshold="P30D" suppressHydrationWarning>
      {time}
    </relative-time>
  );
}

/** After a month, "40 days ago" says less than the date does. */
const relativeFor = 30 * 86_400_000;
