import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DEFAULT_CALENDAR } from "../../../app/domain/calendars/calendar.ts";
import { promisesIn } from "../../../app/domain/tickets/promises-in.ts";
import { measurePromises, WRITING } from "../../fixtures/labelled-promises.ts";

const FILE = readFileSync(new URL("../../fixtures/promises.txt", import.meta.url), "utf8");

test("finds what is promised among what is not, with its date", () => {
  const { right, missed, wrong, dated, cases, mistakes } = measurePromises(FILE);
  console.info(
    `promises: ${cases} sentences, precision ${(right / (right + wrong)).toFixed(3)}, recall ${(right / (right + missed)).toFixed(3)}, dates ${dated}/${right}\n${mistakes.join("\n")}`,
  );
  expect(cases).toBeGreaterThanOrEqual(120);
  expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.95);
  expect(right / (right + missed)).toBeGreaterThanOrEqual(0.95);
  expect(dated / right).toBeGreaterThanOrEqual(0.95);
});

const dueIn = (text: string, changed: Partial<typeof WRITING> = {}) =>
  promisesIn(text, { ...WRITING, ...changed }).map(({ dueAt }) => dueAt?.toISOString() ?? null);

test("what is quoted or code is nobody's promise; every line and sentence stands by itself", () => {
  const text =
    "Hi,\n> We'll call you tomorrow.\n\n```\nI will send it on Monday.\n```\n- We'll **ship** it on Friday.\n\nDone. I’ll call you on the 5. Mai. `We will fix it today.`";
  expect(promisesIn(text, WRITING).map(({ text }) => text)).toEqual([
    "We'll ship it on Friday.",
    "I'll call you on the 5. Mai.",
  ]);
  expect(promisesIn("We'll call you today. We'll call you today.", WRITING)).toHaveLength(1);
});

test("dates go by the writer's clock and the support calendar", () => {
  expect(dueIn("I'll call you tomorrow at 9 am.", { timeZone: "America/New_York" })).toEqual([
    "2026-03-04T14:00:00.000Z",
  ]);
  // On 29 March Berlin's clocks go forward.
  expect(dueIn("I'll call you on 30 March at 9:00.")).toEqual(["2026-03-30T07:00:00.000Z"]);
  const calendar = { ...DEFAULT_CALENDAR, timeZone: "Europe/Berlin", holidays: { "2026-03-06": [], "2026-03-04": [] } };
  expect(dueIn("I'll send it by the end of the week.", { calendar })).toEqual(["2026-03-05T17:00:00.000Z"]);
  expect(dueIn("I'll send it within 1 working day.", { calendar })).toEqual(["2026-03-05T17:00:00.000Z"]);
});

test("a date that is past, impossible or open to two readings is left to the writer", () => {
  expect(dueIn("I'll call you today at 8 am.")).toEqual([null]);
  expect(dueIn("I'll call you on 31 February.")).toEqual([null]);
  expect(dueIn("I'll call you on 5/6.")).toEqual([null]);
  expect(dueIn("I'll call you on 1 March.")).toEqual(["2027-03-01T17:00:00.000Z"]);
  // After hours "today" lasts until midnight.
  expect(dueIn("I'll call you today.", { now: new Date("2026-03-03T20:00:00Z") })).toEqual([
    "2026-03-03T22:59:00.000Z",
  ]);
});

test("a long message is read in no time", () => {
  const began = performance.now();
  promisesIn("We will, we will, we would not at all in 3 ".repeat(400), WRITING);
  promisesIn(`${"wir werden ".repeat(40)}\n`.repeat(40), WRITING);
  expect(performance.now() - began).toBeLessThan(1_000);
});
