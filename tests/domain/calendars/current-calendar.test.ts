import { beforeEach, expect, test, vi } from "vitest";
import { DEFAULT_CALENDAR } from "../../../app/domain/calendars/calendar.ts";
import { currentCalendar } from "../../../app/domain/calendars/calendars.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";

const KEPT_MS = 1_000;

/** A calendar after the current one, which it follows. */
async function follow(tx: Pick<typeof prisma, "calendar">, timeZone: string) {
  const last = await tx.calendar.findFirstOrThrow({ orderBy: { version: "desc" } });
  await tx.calendar.updateMany({ data: { isCurrent: false } });
  const { version, name, holidays } = last;
  await tx.calendar.create({
    data: {
      id: last.id + 1,
      version: version + 1,
      name,
      timeZone,
      weekly: last.weekly ?? {},
      holidays: holidays ?? {},
      isCurrent: true,
    },
  });
}

const laterBy = (milliseconds: number) =>
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + milliseconds);

beforeEach(() => {
  vi.restoreAllMocks();
  laterBy(10 * KEPT_MS);
});

test("a new installation works from nine to six on weekdays", async () => {
  expect(await currentCalendar()).toMatchObject(DEFAULT_CALENDAR);
});

test("a calendar is read once a second, and stays the same object while it is the same calendar", async () => {
  const before = await currentCalendar();
  await follow(prisma, "Europe/Berlin");
  expect(await currentCalendar()).toBe(before);
  laterBy(2 * KEPT_MS);
  const after = await currentCalendar();
  expect(after).toMatchObject({ timeZone: "Europe/Berlin", version: before.version + 1 });
  laterBy(2 * KEPT_MS);
  expect(await currentCalendar()).toBe(after);
});

test("a transaction reads its own calendar, which nobody else sees before it is committed", async () => {
  const before = await currentCalendar();
  await transaction(async (tx) => {
    await follow(tx, "Asia/Kathmandu");
    expect((await currentCalendar(tx)).timeZone).toBe("Asia/Kathmandu");
    expect(await currentCalendar()).toBe(before);
  });
});
