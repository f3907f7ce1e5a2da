import { describe, expect, test } from "vitest";
import {
  type Calendar,
  DEFAULT_CALENDAR,
  dayOfSupport,
  type Period,
  targetSeconds,
} from "../../../app/domain/calendars/calendar.ts";
import { dueAt } from "../../../app/domain/calendars/clock.ts";
import { calendarInput } from "../../../app/domain/calendars/input.ts";
import { targetFor } from "../../../app/domain/calendars/priorities.ts";

const HOUR = 3_600;
const week = (...days: Period[][]): Calendar["weekly"] => {
  const [sunday = [], monday = [], tuesday = [], wednesday = [], thursday = [], friday = [], saturday = []] = days;
  return { 0: sunday, 1: monday, 2: tuesday, 3: wednesday, 4: thursday, 5: friday, 6: saturday };
};

describe("a day of support", () => {
  test("is what most open weekdays have, however short Saturday is", () => {
    const office: Period[] = [
      ["09:00", "12:00"],
      ["13:00", "18:00"],
    ];
    expect(
      dayOfSupport({
        ...DEFAULT_CALENDAR,
        weekly: week([], office, office, office, office, [["09:00", "12:00"]], [["10:00", "12:00"]]),
      }),
    ).toBe(8 * HOUR);
  });

  test("is the longer of two that are as common", () => {
    expect(dayOfSupport({ ...DEFAULT_CALENDAR, weekly: week([], [["09:00", "12:00"]], [["09:00", "14:00"]]) })).toBe(
      5 * HOUR,
    );
  });

  test("around the clock, and of a week that never opens, has 24 hours", () => {
    const allDay: Period[] = [["00:00", "24:00"]];
    expect(dayOfSupport({ ...DEFAULT_CALENDAR, weekly: week(allDay, allDay) })).toBe(24 * HOUR);
    expect(dayOfSupport({ ...DEFAULT_CALENDAR, weekly: week() })).toBe(24 * HOUR);
  });

  test("takes a clock from one working day to the same hour of the next", () => {
    const due = dueAt(
      DEFAULT_CALENDAR,
      new Date("2026-03-06T17:00Z"),
      targetSeconds(DEFAULT_CALENDAR, { days: 1 }),
      [],
    );
    expect(due).toEqual(new Date("2026-03-09T17:00Z"));
  });
});

test("targets are those of the product's table, in support time", () => {
  const day = 9 * HOUR;
  const row = (priority: "urgent" | "high" | "normal" | "low") =>
    (["first_response", "next_response", "update", "resolution"] as const).map((clock) =>
      targetFor(DEFAULT_CALENDAR, clock, priority),
    );
  expect(row("urgent")).toEqual([HOUR / 2, HOUR, 2 * HOUR, 8 * HOUR]);
  expect(row("high")).toEqual([2 * HOUR, 4 * HOUR, day, 2 * day]);
  expect(row("normal")).toEqual([8 * HOUR, 8 * HOUR, 2 * day, 5 * day]);
  expect(row("low")).toEqual([2 * day, 2 * day, 5 * day, 15 * day]);
});

describe("a calendar's form", () => {
  const problems = (change: Partial<Record<keyof Calendar, unknown>>) =>
    calendarInput.safeParse({ ...DEFAULT_CALENDAR, ...change }).error?.issues.map((issue) => issue.message) ?? [];
  const monday = (...periods: unknown[]) => problems({ weekly: { ...DEFAULT_CALENDAR.weekly, 1: periods } });

  test("takes the default calendar, and puts periods in order", () => {
    expect(calendarInput.parse(DEFAULT_CALENDAR)).toEqual(DEFAULT_CALENDAR);
    const { weekly } = calendarInput.parse({
      ...DEFAULT_CALENDAR,
      weekly: week([
        ["13:00", "24:00"],
        ["00:00", "13:00"],
      ]),
    });
    expect(weekly[0]).toEqual([
      ["00:00", "13:00"],
      ["13:00", "24:00"],
    ]);
  });

  test.each([
    [["9:00", "18:00"], "calendar_time"],
    [["09:00", "24:01"], "calendar_time"],
    [["24:00", "24:00"], "calendar_time"],
    [["18:00", "09:00"], "calendar_period_order"],
    [["09:00", "09:00"], "calendar_period_order"],
  ])("refuses the period %j", (period, code) => {
    expect(monday(period)).toContain(code);
  });

  test("refuses periods that overlap, unknown zones and days that don't exist", () => {
    expect(monday(["09:00", "12:00"], ["11:59", "13:00"])).toEqual(["calendar_overlap"]);
    expect(problems({ timeZone: "Europe/Atlantis" })).toEqual(["calendar_time_zone"]);
    expect(problems({ holidays: { "2026-02-30": [] } })).not.toEqual([]);
  });
});
