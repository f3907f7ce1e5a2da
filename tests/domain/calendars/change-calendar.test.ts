import { describe, expect, test } from "vitest";
import { latestCalendar, listCalendars } from "../../../app/domain/calendars/calendars.server.ts";
import {
  addSpecialDays,
  changeCalendar,
  restoreCalendar,
} from "../../../app/domain/calendars/change-calendar.server.ts";
import { dueAt, elapsedSeconds } from "../../../app/domain/calendars/clock.ts";
import { DAY_NAMES, specialDayIn, specialDayText, weekIn } from "../../../app/domain/calendars/hours.ts";
import { daysInCalendarFile } from "../../../app/domain/calendars/ical.server.ts";
import { calendarForm } from "../../../app/domain/calendars/input.ts";
import { retargetClocks } from "../../../app/jobs/retarget-clocks.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { parseInput } from "../../../app/platform/http.server.ts";
import { makeCase, makeThread, makeViewer, ticketOf } from "../../factories/tickets.ts";

const HOUR = 3_600;
const OFFICE = "09:00-18:00";
const fieldsOf = (version: number, changes: Record<string, string> = {}) => ({
  name: "Office",
  timeZone: "UTC",
  version: String(version),
  days: "",
  ...Object.fromEntries(DAY_NAMES.slice(1, 6).map((day) => [day, OFFICE])),
  ...changes,
});
const formOf = (version: number, changes?: Record<string, string>) =>
  parseInput(calendarForm, fieldsOf(version, changes));
const admin = () => makeViewer("admin");
const version = async () => (await prisma.calendar.findFirstOrThrow({ where: { isCurrent: true } })).version;
const retarget = () => retargetClocks({}, {} as Parameters<typeof retargetClocks>[1]);

describe("a change of the support hours", () => {
  test("is another version, which names who made it; the one before can be put in force again", async () => {
    const viewer = await admin();
    const first = await version();
    await changeCalendar(viewer, formOf(first, { timeZone: "Europe/Berlin", days: "2026-12-25 Christmas Day" }));
    expect(await latestCalendar()).toMatchObject({
      version: first + 1,
      timeZone: "Europe/Berlin",
      holidays: { "2026-12-25": [] },
      holidayNames: { "2026-12-25": "Christmas Day" },
    });
    await restoreCalendar(viewer, first);
    const [latest, middle] = await listCalendars(viewer);
    expect([latest?.version, latest?.isCurrent, middle?.isCurrent]).toEqual([first + 2, true, false]);
    expect(latest?.by).toBe(viewer.name);
    await expect(restoreCalendar(viewer, first + 2)).rejects.toMatchObject({ code: "calendar_is_current" });
  });

  test("by two at once: the second is told, and changes nothing", async () => {
    const viewers = [await admin(), await admin()];
    const seen = await version();
    const results = await Promise.allSettled(viewers.map((viewer) => changeCalendar(viewer, formOf(seen))));
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await version()).toBe(seen + 1);
  });

  test("is there for admins only, and the database keeps calendars as they were", async () => {
    const lead = await makeViewer("lead");
    await expect(changeCalendar(lead, formOf(await version()))).rejects.toMatchObject({ code: "not_found" });
    await expect(listCalendars(lead)).rejects.toMatchObject({ code: "not_found" });
    await expect(prisma.calendar.updateMany({ data: { timeZone: "Asia/Tokyo" } })).rejects.toThrow(/never changed/);
  });

  test("leaves counted what was counted: half by the old hours, half by the new", async () => {
    const until = new Date("2026-03-02T13:00Z"); // a Monday, after four hours of nine to six
    const calendar = { timeZone: "UTC", holidays: {}, weekly: weekIn({ ...week(), monday: "13:00-15:00" }) };
    const before = { until, calendar: { timeZone: "UTC", holidays: {}, weekly: weekIn(week()) } };
    const start = new Date("2026-03-02T09:00Z");
    expect(dueAt({ ...calendar, before }, start, 8 * HOUR, [])).toEqual(new Date("2026-03-03T11:00Z"));
    expect(elapsedSeconds({ ...calendar, before }, start, new Date("2026-03-02T18:00Z"), [])).toBe(6 * HOUR);
    expect(dueAt({ ...calendar, before }, new Date("2026-03-03T09:00Z"), HOUR, [])).toEqual(
      new Date("2026-03-03T10:00Z"),
    );
  });

  test("asks every running clock anew, and those of closed tickets no more", async () => {
    const viewer = await admin();
    const waiting = await makeThread(await makeViewer(), { waitingSince: new Date(), escalateAt: new Date() });
    const { ticketId } = await makeCase("open");
    const before = await ticketOf(ticketId);
    const never = Object.fromEntries(DAY_NAMES.map((day) => [day, ""]));
    await changeCalendar(viewer, formOf(await version(), never));
    await retarget();
    expect((await ticketOf(ticketId)).dueAt).toBeNull();
    expect((await prisma.thread.findUniqueOrThrow({ where: { id: waiting.id } })).escalateAt).toBeNull();
    const always = Object.fromEntries(DAY_NAMES.map((day) => [day, "00:00-24:00"]));
    await changeCalendar(viewer, formOf(await version(), always));
    await retarget();
    const after = await ticketOf(ticketId);
    expect(after.dueAt).toBeInstanceOf(Date);
    expect(after.version).toBe(before.version + 2);
    await retarget();
    expect((await ticketOf(ticketId)).version, "what stays the same is not written").toBe(after.version);
    const { escalateAt } = await prisma.thread.findUniqueOrThrow({ where: { id: waiting.id } });
    expect(escalateAt?.getTime()).toBeGreaterThan(Date.now());
  });
});

const week = () =>
  Object.fromEntries(DAY_NAMES.map((day) => [day, OFFICE])) as Record<(typeof DAY_NAMES)[number], string>;

describe("the form of the support hours", () => {
  const problems = (changes: Record<string, string>) => {
    try {
      formOf(1, changes);
      return {};
    } catch (error) {
      return (error as { fields: object }).fields;
    }
  };

  test.each([
    [{ monday: "9-12, 13:30 – 18" }, {}],
    [{ monday: "nine to five" }, { monday: "calendar_time" }],
    [{ friday: "09:00-12:00, 11:00-13:00" }, { friday: "calendar_overlap" }],
    [{ tuesday: "09:00" }, { tuesday: "calendar_time" }],
    [{ timeZone: "Europe/Atlantis" }, { timeZone: "calendar_time_zone" }],
    [{ days: "2026-02-30 none" }, { days: "calendar_date" }],
    [{ days: "Christmas" }, { days: "calendar_line" }],
    [{ days: "2026-12-24 18:00-09:00 Eve" }, { days: "calendar_period_order" }],
    [{ name: " " }, { name: "required" }],
  ])("answers %j with %j", (changes, fields) => {
    expect(problems(changes)).toEqual(fields);
  });

  test("takes hours over midnight into the next day, from Saturday into Sunday too", () => {
    const { 0: sunday, 5: friday, 6: saturday } = weekIn({ ...week(), saturday: "22:00-02:00", friday: "20:00-00:00" });
    expect([friday, saturday, sunday]).toEqual([
      [["20:00", "24:00"]],
      [["22:00", "24:00"]],
      [
        ["09:00", "18:00"],
        ["00:00", "02:00"],
      ],
    ]);
  });

  test.each(["2026-12-24 09:00-12:00, 13:00-15:00 Christmas Eve", "2027-01-06 3 Kings", "2026-12-26"])(
    "writes a special day as it reads it: %s",
    (line) => {
      const day = specialDayIn(line);
      expect(day && specialDayText(day)).toBe(line);
    },
  );
});

describe("a calendar file", () => {
  const file = (...events: string[]) =>
    [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      ...events.flatMap((event) => ["BEGIN:VEVENT", ...event.split("|"), "END:VEVENT"]),
      "END:VCALENDAR",
    ].join("\r\n");
  const today = new Date("2026-11-22T10:00Z");
  const datesIn = (text: string) => daysInCalendarFile(text, today).map(({ date, name }) => `${date} ${name}`);

  test("gives its all-day events, each day of them, repeated ones for three years", () => {
    const text = file(
      "UID:1|DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261227|SUMMARY:Christmas",
      "UID:2|DTSTART;VALUE=DATE:20200501|RRULE:FREQ=YEARLY|SUMMARY:Labour Day",
      "UID:3|DTSTART:20261201T090000Z|DTEND:20261201T100000Z|SUMMARY:a meeting",
      "UID:4|DTSTART;VALUE=DATE:20261208|STATUS:CANCELLED|SUMMARY:cancelled",
      "UID:5|DTSTART;VALUE=DATE:20260101|SUMMARY:over",
    );
    expect(datesIn(text)).toEqual([
      "2026-12-24 Christmas",
      "2026-12-25 Christmas",
      "2026-12-26 Christmas",
      "2027-05-01 Labour Day",
      "2028-05-01 Labour Day",
      "2029-05-01 Labour Day",
    ]);
  });

  test.each([
    ["", "calendar_file_unreadable"],
    ["<html>", "calendar_file_unreadable"],
    [file("UID:5|DTSTART;VALUE=DATE:20260101|SUMMARY:over"), "calendar_file_empty"],
    [file("UID:7|DTSTART;VALUE=DATE:00010101|RRULE:FREQ=SECONDLY|SUMMARY:always"), "calendar_file_empty"],
  ])("without any such day, or that is none, is refused", (text, code) => {
    expect(() => daysInCalendarFile(text, today)).toThrow(expect.objectContaining({ fields: { file: code } }));
  });

  test("adds days, and leaves those that have hours of their own", async () => {
    const viewer = await admin();
    await changeCalendar(viewer, formOf(await version(), { days: "2026-12-24 09:00-12:00 short" }));
    await addSpecialDays(viewer, [
      { date: "2026-12-24", periods: [], name: "Christmas Eve" },
      { date: "2026-12-25", periods: [], name: "Christmas Day" },
    ]);
    const { holidays, holidayNames } = await latestCalendar();
    expect(holidays).toEqual({ "2026-12-24": [["09:00", "12:00"]], "2026-12-25": [] });
    expect(holidayNames).toEqual({ "2026-12-24": "short", "2026-12-25": "Christmas Day" });
    const again = addSpecialDays(viewer, [{ date: "2026-12-25", periods: [], name: "" }]);
    await expect(again).rejects.toMatchObject({ fields: { file: "calendar_no_new_days" } });
  });
});
