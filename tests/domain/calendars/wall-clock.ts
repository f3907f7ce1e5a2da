import type { Calendar, Pause, Period, Weekday } from "../../../app/domain/calendars/calendar.ts";

const DAY = 1_440;

/** What the clocks on the wall of a zone show, minute by minute: the slow truth that the fast clock is held against. */
export interface WallClock {
  timeZone: string;
  /** The first minute, since 1970. */
  first: number;
  /** For each minute what the wall shows, in minutes as if the zone were UTC. */
  walls: readonly number[];
  /** The first minute at which the wall shows a time. */
  minuteOf: ReadonlyMap<number, number>;
}

/** Reads the wall for some days by asking the platform's own calendar each minute; nothing of ours is used. */
export function readWall(timeZone: string, from: string, days: number): WallClock {
  const first = Date.parse(from) / 60_000;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const walls = Array.from({ length: days * DAY }, (_, minute) => wallAt(format, first + minute));
  const minuteOf = new Map<number, number>();
  for (const [minute, wall] of walls.entries()) if (!minuteOf.has(wall)) minuteOf.set(wall, minute);
  return { timeZone, first, walls, minuteOf };
}

function wallAt(format: Intl.DateTimeFormat, minute: number): number {
  const [month, day, year, hour, minutes] = (format.format(minute * 60_000).match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minutes) / 60_000;
}

/** Which minutes of the wall a calendar is open and no pause holds. */
export function countedMinutes(wall: WallClock, calendar: Calendar, pauses: readonly Pause[]): Uint8Array {
  const counted = new Uint8Array(wall.walls.length);
  const days = new Set(wall.walls.map((shown) => Math.floor(shown / DAY)));
  for (const day of days) {
    for (const [from, to] of periodsOf(calendar, day)) {
      counted.fill(1, minuteShowing(wall, day * DAY + from), minuteShowing(wall, day * DAY + to));
    }
  }
  for (const { from, to } of pauses) {
    const end = to ? to.getTime() / 60_000 - wall.first : counted.length;
    counted.fill(0, Math.max(0, from.getTime() / 60_000 - wall.first), Math.max(0, end));
  }
  return counted;
}

/** The minute at which `target` minutes have been counted, walking one by one; undefined when the wall ends before. */
export function walk(counted: Uint8Array, start: number, target: number): number | undefined {
  let left = target;
  for (let minute = start; minute < counted.length; minute++) {
    if (!counted[minute]) continue;
    left--;
    if (left === 0) return minute + 1;
  }
  return undefined;
}

function periodsOf(calendar: Calendar, day: number): [number, number][] {
  const date = new Date(day * DAY * 60_000);
  const weekday = date.getUTCDay() as Weekday;
  const periods = calendar.holidays[date.toISOString().slice(0, 10)] ?? calendar.weekly[weekday];
  return periods.map(([from, to]: Period) => [minutes(from), minutes(to)]);
}

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** What the wall never shows moves later by the length of the gap. */
function minuteShowing(wall: WallClock, shown: number): number {
  const exact = wall.minuteOf.get(shown);
  if (exact !== undefined) return exact;
  const after = wall.walls.findIndex((one) => one > shown);
  if (after <= 0) return after === 0 ? 0 : wall.walls.length;
  const gap = (wall.walls[after] ?? 0) - (wall.walls[after - 1] ?? 0) - 1;
  return wall.minuteOf.get(shown + gap) ?? wall.walls.length;
}
