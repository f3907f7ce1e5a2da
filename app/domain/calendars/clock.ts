import type { Calendar, Pause } from "./calendar.ts";
import { type Interval, openings } from "./openings.ts";

/** Further than this no due time is looked for, in local days. */
const HORIZON_DAYS = 730;

const DAY = 86_400;

/**
 * When `targetSeconds` of support time have passed since `start`, pauses not counted. Null when the clock is paused
 * without an end, or when the calendar is not open for so long within 730 local days: that is no due time, never "now".
 * Whole seconds: what is given finer counts from the second it lies in.
 */
export function dueAt(calendar: Calendar, start: Date, targetSeconds: number, pauses: readonly Pause[]): Date | null {
  if (pauses.some(({ to }) => to === null)) return null;
  let left = targetSeconds;
  for (const { from, to } of counted(calendar, secondOf(start), HORIZON_DAYS, pauses)) {
    if (to - from >= left) return new Date((from + left) * 1_000);
    left -= to - from;
  }
  return null;
}

/** Support time between two instants in seconds, pauses not counted; one without an end lasts until `end`. */
export function elapsedSeconds(calendar: Calendar, start: Date, end: Date, pauses: readonly Pause[]): number {
  const last = secondOf(end);
  const days = (last - secondOf(start)) / DAY + 2;
  let elapsed = 0;
  for (const { from, to } of counted(calendar, secondOf(start), days, pauses)) {
    if (from >= last) break;
    elapsed += Math.min(to, last) - from;
  }
  return elapsed;
}

/** Openings without the pauses. */
function* counted(calendar: Calendar, start: number, days: number, pauses: readonly Pause[]): Generator<Interval> {
  const closed = union(pauses);
  for (const opening of openings(calendar, start, days)) {
    let { from } = opening;
    for (const pause of closed) {
      if (pause.to <= from) continue;
      if (pause.from >= opening.to) break;
      if (pause.from > from) yield { from, to: pause.from };
      from = pause.to;
    }
    if (from < opening.to) yield { from, to: opening.to };
  }
}

function union(pauses: readonly Pause[]): Interval[] {
  const joined: Interval[] = [];
  for (const pause of pauses.map(inSeconds).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to);
    else if (pause.from < pause.to) joined.push(pause);
  }
  return joined;
}

function inSeconds({ from, to }: Pause): Interval {
  return { from: secondOf(from), to: to ? secondOf(to) : Number.POSITIVE_INFINITY };
}

function secondOf(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}
