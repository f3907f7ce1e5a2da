import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type Calendar, DEFAULT_CALENDAR, type Period } from "../../app/domain/calendars/calendar.ts";
import { dueAt, elapsedSeconds } from "../../app/domain/calendars/clock.ts";
import { isOpen, nextOpening } from "../../app/domain/calendars/opening-hours.ts";

const HOUR = 3_600;
const at = (text: string) => new Date(text);
const office = (timeZone: string): Calendar => ({ ...DEFAULT_CALENDAR, timeZone });
const daily = (timeZone: string, ...periods: Period[]): Calendar => ({
  timeZone,
  weekly: { 0: periods, 1: periods, 2: periods, 3: periods, 4: periods, 5: periods, 6: periods },
  holidays: {},
});
const utc = office("UTC");

describe("an office from nine to six", () => {
  test("Friday five o'clock and an hour is Friday six o'clock, not Monday", () => {
    expect(dueAt(utc, at("2026-03-06T17:00Z"), HOUR, [])).toEqual(at("2026-03-06T18:00Z"));
    expect(dueAt(utc, at("2026-03-06T17:00Z"), HOUR + 1, [])).toEqual(at("2026-03-09T09:00:01Z"));
  });

  test("at closing time nothing is left of the day", () => {
    expect(dueAt(utc, at("2026-03-06T18:00Z"), HOUR, [])).toEqual(at("2026-03-09T10:00Z"));
    expect(isOpen(utc, at("2026-03-06T17:59:59.999Z"))).toBe(true);
    expect(isOpen(utc, at("2026-03-06T18:00Z"))).toBe(false);
    expect(isOpen(utc, at("2026-03-09T09:00Z"))).toBe(true);
  });

  test("a clock that starts at night starts in the morning", () => {
    expect(dueAt(utc, at("2026-03-07T03:00Z"), HOUR, [])).toEqual(at("2026-03-09T10:00Z"));
    expect(nextOpening(utc, at("2026-03-07T03:00Z"))).toEqual(at("2026-03-09T09:00Z"));
    expect(nextOpening(utc, at("2026-03-09T12:34:56.789Z"))).toEqual(at("2026-03-09T12:34:56.789Z"));
  });

  test("parts of a second count from the second they lie in", () => {
    expect(dueAt(utc, at("2026-03-06T10:00:00.900Z"), 60, [])).toEqual(at("2026-03-06T10:01Z"));
  });

  test("lunch is not counted", () => {
    const lunch = daily("UTC", ["09:00", "12:00"], ["13:00", "17:00"]);
    expect(dueAt(lunch, at("2026-03-06T11:30Z"), HOUR, [])).toEqual(at("2026-03-06T13:30Z"));
    expect(dueAt(lunch, at("2026-03-06T11:00Z"), HOUR, [])).toEqual(at("2026-03-06T12:00Z"));
  });

  test("a shift across midnight is two periods that touch", () => {
    const nights = daily("UTC", ["00:00", "06:00"], ["22:00", "24:00"]);
    expect(dueAt(nights, at("2026-03-06T23:00Z"), 2 * HOUR, [])).toEqual(at("2026-03-07T01:00Z"));
    expect(elapsedSeconds(nights, at("2026-03-06T12:00Z"), at("2026-03-07T12:00Z"), [])).toBe(8 * HOUR);
  });
});

describe("holidays", () => {
  const christmas: Calendar = {
    ...utc,
    holidays: { "2026-12-24": [["09:00", "12:00"]], "2026-12-25": [], "2026-12-27": [["10:00", "11:00"]] },
  };

  test("a whole one is closed, a part of one has its own hours, and one may open a Sunday", () => {
    expect(dueAt(christmas, at("2026-12-24T11:00Z"), HOUR, [])).toEqual(at("2026-12-24T12:00Z"));
    expect(dueAt(christmas, at("2026-12-24T11:00Z"), 2 * HOUR, [])).toEqual(at("2026-12-27T11:00Z"));
    expect(dueAt(christmas, at("2026-12-24T11:00Z"), 3 * HOUR, [])).toEqual(at("2026-12-28T10:00Z"));
  });
});

describe("pauses", () => {
  const start = at("2026-03-06T16:00Z");

  test("outside support hours they change nothing", () => {
    const night = { from: at("2026-03-06T18:00Z"), to: at("2026-03-09T09:00Z") };
    expect(dueAt(utc, start, 3 * HOUR, [night])).toEqual(dueAt(utc, start, 3 * HOUR, []));
  });

  test("within support hours they move the due time by as much", () => {
    expect(dueAt(utc, start, HOUR, [{ from: at("2026-03-06T16:30Z"), to: at("2026-03-06T17:00Z") }])).toEqual(
      at("2026-03-06T17:30Z"),
    );
  });

  test("that overlap are counted once, in whatever order they come", () => {
    const pauses = [
      { from: at("2026-03-06T16:30Z"), to: at("2026-03-06T17:00Z") },
      { from: at("2026-03-06T16:10Z"), to: at("2026-03-06T16:50Z") },
      { from: at("2026-03-06T16:15Z"), to: at("2026-03-06T16:20Z") },
    ];
    expect(dueAt(utc, start, HOUR, pauses)).toEqual(at("2026-03-06T17:50Z"));
  });

  test("that end before they begin are none", () => {
    expect(dueAt(utc, start, HOUR, [{ from: at("2026-03-06T17:00Z"), to: at("2026-03-06T16:00Z") }])).toEqual(
      at("2026-03-06T17:00Z"),
    );
  });

  test("without an end mean no due time, and stop the time that has elapsed", () => {
    const open = [{ from: at("2026-03-06T16:30Z"), to: null }];
    expect(dueAt(utc, start, HOUR, open)).toBeNull();
    expect(elapsedSeconds(utc, start, at("2026-03-09T12:00Z"), open)).toBe(HOUR / 2);
  });

  test("that begin where the due time is don't move it", () => {
    expect(dueAt(utc, start, HOUR, [{ from: at("2026-03-06T17:00Z"), to: at("2026-03-06T17:30Z") }])).toEqual(
      at("2026-03-06T17:00Z"),
    );
  });
});

describe("when the clock changes", () => {
  test("hours that spring skips are later: a shift within the gap is one after it", () => {
    const shift = daily("Europe/Berlin", ["02:15", "02:45"]);
    expect(nextOpening(shift, at("2026-03-29T00:00Z"))).toEqual(at("2026-03-29T01:15Z"));
    expect(dueAt(shift, at("2026-03-29T00:00Z"), HOUR / 2, [])).toEqual(at("2026-03-29T01:45Z"));
  });

  test("a shift that was moved behind the next one is not counted twice, nor is the next one cut", () => {
    const shifts = daily("Europe/Berlin", ["02:15", "02:45"], ["03:00", "04:00"]);
    expect(elapsedSeconds(shifts, at("2026-03-29T00:00Z"), at("2026-03-29T12:00Z"), [])).toBe(HOUR);
    expect(nextOpening(shifts, at("2026-03-29T00:00Z"))).toEqual(at("2026-03-29T01:00Z"));
  });

  test("of hours that autumn repeats the earlier are meant", () => {
    const shift = daily("Europe/Berlin", ["02:15", "02:45"]);
    expect(nextOpening(shift, at("2026-10-24T23:00Z"))).toEqual(at("2026-10-25T00:15Z"));
    expect(elapsedSeconds(shift, at("2026-10-24T22:00Z"), at("2026-10-25T22:00Z"), [])).toBe(HOUR / 2);
    expect(
      elapsedSeconds(daily("Europe/Berlin", ["01:00", "04:00"]), at("2026-10-24T22:00Z"), at("2026-10-25T22:00Z"), []),
    ).toBe(4 * HOUR);
  });

  test("a clock that starts at the very change reads the new time", () => {
    expect(dueAt(daily("Europe/Vienna", ["03:00", "24:00"]), at("2026-03-29T01:00Z"), HOUR, [])).toEqual(
      at("2026-03-29T02:00Z"),
    );
    expect(dueAt(daily("Europe/Vienna", ["00:00", "24:00"]), at("2026-03-28T23:00Z"), 3 * HOUR, [])).toEqual(
      at("2026-03-29T02:00Z"),
    );
    expect(
      elapsedSeconds(daily("Europe/Vienna", ["00:00", "02:00"]), at("2026-03-28T22:00Z"), at("2026-03-29T12:00Z"), []),
    ).toBe(2 * HOUR);
  });

  test("half an hour on Lord Howe is half an hour", () => {
    const allDay = daily("Australia/Lord_Howe", ["00:00", "24:00"]);
    expect(elapsedSeconds(allDay, at("2026-04-04T13:00Z"), at("2026-04-05T13:30Z"), [])).toBe(24.5 * HOUR);
    expect(
      elapsedSeconds(
        daily("Australia/Lord_Howe", ["01:30", "02:30"]),
        at("2026-04-04T13:00Z"),
        at("2026-04-05T13:30Z"),
        [],
      ),
    ).toBe(1.5 * HOUR);
  });

  test("a day that Samoa never had opens nobody's door, not even the next day's", () => {
    // 30 December 2011 would have been the Friday; Saturday is closed.
    expect(nextOpening(office("Pacific/Apia"), at("2011-12-30T06:00Z"))).toEqual(at("2012-01-01T19:00Z"));
    expect(elapsedSeconds(office("Pacific/Apia"), at("2011-12-30T09:00Z"), at("2011-12-31T09:00Z"), [])).toBe(0);
  });
});

describe("a calendar that is never open long enough", () => {
  test("gives no due time, and no error", () => {
    const never = daily("Europe/Berlin");
    expect(dueAt(never, at("2026-03-06T12:00Z"), HOUR, [])).toBeNull();
    expect(nextOpening(never, at("2026-03-06T12:00Z"))).toBeNull();
    expect(elapsedSeconds(never, at("2026-03-06T12:00Z"), at("2030-03-06T12:00Z"), [])).toBe(0);
  });

  test("is looked through for 730 days and no further", () => {
    const once = (date: string): Calendar => ({ ...daily("UTC"), holidays: { [date]: [["09:00", "10:00"]] } });
    expect(dueAt(once("2028-01-01"), at("2026-01-02T00:00Z"), HOUR, [])).toEqual(at("2028-01-01T10:00Z"));
    expect(dueAt(once("2028-01-02"), at("2026-01-02T00:00Z"), HOUR, [])).toBeNull();
  });
});

test("no time has elapsed before the start", () => {
  expect(elapsedSeconds(utc, at("2026-03-06T12:00Z"), at("2026-03-05T12:00Z"), [])).toBe(0);
  expect(elapsedSeconds(utc, at("2026-03-06T12:00Z"), at("2026-03-06T12:00Z"), [])).toBe(0);
});

test("a due time some days ahead takes less than a tenth of a millisecond", () => {
  const berlin = office("Europe/Berlin");
  const starts = Array.from({ length: 5_000 }, (_, hour) => new Date(Date.UTC(2026, 0, 1, hour)));
  for (const start of starts) dueAt(berlin, start, 24 * HOUR, []);
  const began = process.cpuUsage().user;
  for (const start of starts) dueAt(berlin, start, 24 * HOUR, []);
  expect((process.cpuUsage().user - began) / starts.length).toBeLessThan(100);
});

// Cases that other projects got wrong are kept beside this one.
const shared = path.resolve("../shared/testdata/time/sla-dst-cases.json");

interface SharedCase {
  name: string;
  start: string;
  tz: string;
  /** Minutes of the local day by weekday, 0 is Monday. */
  hours: Record<string, [number, number]>;
  minutes: number;
  holidays: string[];
  due: string;
}

describe.skipIf(!existsSync(shared))("the shared cases", () => {
  const cases: SharedCase[] = existsSync(shared) ? JSON.parse(readFileSync(shared, "utf8")) : [];

  test.each(cases.map((one) => [one.name, one] as const))("%s", (_, { tz, hours, holidays, start, minutes, due }) => {
    expect(dueAt(toCalendar(tz, hours, holidays), at(start), minutes * 60, [])).toEqual(at(due));
  });
});

function toCalendar(timeZone: string, hours: SharedCase["hours"], holidays: string[]): Calendar {
  const day = (monday: number): Period[] => {
    const range = hours[monday];
    return range ? [[clockTime(range[0]), clockTime(range[1])]] : [];
  };
  return {
    timeZone,
    weekly: { 0: day(6), 1: day(0), 2: day(1), 3: day(2), 4: day(3), 5: day(4), 6: day(5) },
    holidays: Object.fromEntries(holidays.map((date) => [date, []])),
  };
}

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
