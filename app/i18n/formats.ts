/** Dates and numbers in one language and time zone. */
export interface DateFormats {
  /** 3 Nov 2026 */
  date(at: Date): string;
  /** 14:00 */
  time(at: Date): string;
  /** 3 Nov 2026, 14:00 */
  dateTime(at: Date): string;
  /** Thu 14:00; further than six days from `now`, Thu 12 Nov, 14:00 */
  day(at: Date, now?: Date): string;
  /** 5 minutes ago, in 2 days */
  relative(at: Date, now: Date): string;
  /** 12,345 */
  number(value: number): string;
  /** €20.00, of an amount in the currency's smallest unit */
  money(amount: number, currency: string): string;
}

const week = 6 * 86_400_000;

/** Makes the formats; costly (tens of microseconds each), so whoever calls keeps what they get. */
export function dateFormats(locale: string, timeZone: string): DateFormats {
  const zone = { timeZone: validZone(timeZone), hourCycle: "h23" } as const;
  const date = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: "medium" });
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: "2-digit", minute: "2-digit" });
  const dateTime = new Intl.DateTimeFormat(locale, { ...zone, dateStyle: "medium", timeStyle: "short" });
  const weekday = new Intl.DateTimeFormat(locale, { ...zone, weekday: "short" });
  const farDay = new Intl.DateTimeFormat(locale, { ...zone, weekday: "short", day: "numeric", month: "short" });
  const number = new Intl.NumberFormat(locale);
  return {
    date: (at) => date.format(at),
    time: (at) => time.format(at),
    dateTime: (at) => dateTime.format(at),
    day: (at, now) =>
      now && Math.abs(at.getTime() - now.getTime()) > week
        ? `${farDay.format(at)}, ${time.format(at)}`
        : `${weekday.format(at)} ${time.format(at)}`,
    relative: relativeFormat(locale),
    number: (value) => number.format(value),
    money: (amount, currency) => {
      const format = new Intl.NumberFormat(locale, { style: "currency", currency });
      return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
  };
}

/** A zone comes from an account or a cookie; one that this machine doesn't know must not break the page. */
function validZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

const steps = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["week", 7 * 86_400],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

function relativeFormat(locale: string) {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return (at: Date, now: Date) => {
    const seconds = (at.getTime() - now.getTime()) / 1000;
    const step = steps.find(([, length]) => Math.abs(seconds) >= length);
    return step ? format.format(Math.trunc(seconds / step[1]), step[0]) : format.format(0, "second");
  };
}
