import fc from "fast-check";
import { expect, test } from "vitest";
import type { Calendar, Pause, Period, Weekday } from "../../app/domain/calendars/calendar.ts";
import { dueAt, elapsedSeconds } from "../../app/domain/calendars/clock.ts";
import { countedMinutes, readWall, type WallClock, walk } from "./calendars/wall-clock.ts";

const CASES = 10_000;
const DAYS = 12;

// Each begins some days before its zone's clock changes, or where something else is odd.
const walls = [
  readWall("Europe/Berlin", "2026-03-25T00:00Z", DAYS),
  readWall("Europe/Berlin", "2026-10-21T00:00Z", DAYS),
  readWall("America/New_York", "2026-03-04T00:00Z", DAYS),
  readWall("America/New_York", "2026-10-28T00:00Z", DAYS),
  // Half an hour back and forth.
  readWall("Australia/Lord_Howe", "2026-04-01T00:00Z", DAYS),
  readWall("Australia/Lord_Howe", "2026-09-30T00:00Z", DAYS),
  // Offsets of half and three quarters of an hour.
  readWall("America/St_Johns", "2026-03-04T00:00Z", DAYS),
  readWall("Asia/Kathmandu", "2026-05-01T00:00Z", DAYS),
  // Days that begin at one o'clock, days whose last or first hour comes twice.
  readWall("Asia/Beirut", "2025-03-26T00:00Z", DAYS),
  readWall("America/Havana", "2025-10-29T00:00Z", DAYS),
  readWall("America/Sao_Paulo", "2018-02-14T00:00Z", DAYS),
  // No 30 December.
  readWall("Pacific/Apia", "2011-12-26T00:00Z", DAYS),
];

const clockTime = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Periods in order and apart; nights are likelier than chance has them, since that is when clocks change. */
const day = fc
  .uniqueArray(
    fc.oneof(fc.integer({ min: 0, max: 1_440 }), fc.integer({ min: 0, max: 240 }), fc.constantFrom(0, 1_440)),
    {
      maxLength: 6,
    },
  )
  .map((times) => {
    const sorted = times.toSorted((a, b) => a - b);
    const pairs = Array.from({ length: Math.floor(sorted.length / 2) }, (_, n) => sorted.slice(n * 2, n * 2 + 2));
    return pairs.map(([from = 0, to = 0]): Period => [clockTime(from), clockTime(to)]);
  });

const week = fc.tuple(day, day, day, day, day, day, day).map((days) => {
  const weekly = Object.fromEntries(days.entries()) as Record<Weekday, Period[]>;
  return weekly;
});

const minuteOf = (wall: WallClock) => fc.integer({ min: 1_440, max: wall.walls.length - 1_440 });
const dateOf = (wall: WallClock, minute: number) => new Date((wall.first + minute) * 60_000);

const situation = fc.constantFrom(...walls).chain((wall) =>
  fc.record({
    wall: fc.constant(wall),
    weekly: week,
    holidays: fc.dictionary(
      fc.integer({ min: 0, max: DAYS - 1 }).map((n) =>
        dateOf(wall, n * 1_440)
          .toISOString()
          .slice(0, 10),
      ),
      day,
      { maxKeys: 3 },
    ),
    start: minuteOf(wall),
    target: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 6_000 })),
    pauses: fc.array(fc.tuple(minuteOf(wall), fc.integer({ min: -60, max: 3_000 })), { maxLength: 4 }),
  }),
);

const toCalendar = (wall: WallClock, weekly: Calendar["weekly"], holidays: Calendar["holidays"]): Calendar => ({
  timeZone: wall.timeZone,
  weekly,
  holidays,
});

const toPauses = (wall: WallClock, pauses: [number, number][]): Pause[] =>
  pauses.map(([from, length]) => ({ from: dateOf(wall, from), to: dateOf(wall, from + length) }));

test(`the clock agrees with ${CASES} walks from minute to minute, in nights when clocks change too`, () => {
  let reached = 0;
  fc.assert(
    fc.property(situation, ({ wall, weekly, holidays, start, target, pauses }) => {
      const calendar = toCalendar(wall, weekly, holidays);
      const paused = toPauses(wall, pauses);
      const counted = countedMinutes(wall, calendar, paused);
      const expected = walk(counted, start, target);
      const due = dueAt(calendar, dateOf(wall, start), target * 60, paused);
      if (expected === undefined) {
        expect(due?.getTime() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(
          dateOf(wall, wall.walls.length - 1_440).getTime(),
        );
        return;
      }
      reached++;
      expect(due).toEqual(dateOf(wall, expected));
    }),
    { numRuns: CASES, seed: 20261122 },
  );
  expect(reached).toBeGreaterThan(CASES / 2);
});

test("the time elapsed is what the walk counts, and at the due time it is the target", () => {
  fc.assert(
    fc.property(situation, ({ wall, weekly, holidays, start, target, pauses }) => {
      const calendar = toCalendar(wall, weekly, holidays);
      const paused = toPauses(wall, pauses);
      const from = dateOf(wall, start);
      const end = Math.min(start + target, wall.walls.length - 1_440);
      const counted = countedMinutes(wall, calendar, paused).slice(start, end);
      expect(elapsedSeconds(calendar, from, dateOf(wall, end), paused)).toBe(
        counted.reduce((sum, one) => sum + one, 0) * 60,
      );
      const due = dueAt(calendar, from, target * 61, paused);
      if (due) expect(elapsedSeconds(calendar, from, due, paused)).toBe(target * 61);
    }),
    { numRuns: 2_000, seed: 20261122 },
  );
});
