import type { Key } from "./catalogue.ts";

const minutesPerDay = 24 * 60;

/** A span of time in words, to two units at most: 38 min, 1 h 20 min, 14 h, 3 days. */
export function durationInWords(t: (key: Key, values: { count: number }) => string, seconds: number): string {
  const minutes = Math.max(0, Math.round(seconds / 60));
  if (minutes >= 2 * minutesPerDay) return t("duration.days", { count: Math.round(minutes / minutesPerDay) });
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return t("duration.minutes", { count: rest });
  const whole = t("duration.hours", { count: hours });
  return rest && hours < 10 ? `${whole} ${t("duration.minutes", { count: rest })}` : whole;
}
