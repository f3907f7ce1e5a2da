import { beforeEach, describe, expect, test } from "vitest";
import { SYSTEM, type Viewer } from "../../app/domain/accounts/viewer.ts";
import { changePriority } from "../../app/domain/tickets/change-priority.server.ts";
import { setAlarm, warningsLeft } from "../../app/domain/tickets/clocks.server.ts";
import { respond } from "../../app/domain/tickets/respond.server.ts";
import { lockTicket } from "../../app/domain/tickets/tickets.server.ts";
import { notify } from "../../app/jobs/notify.server.ts";
import { warnOfReachedClocks } from "../../app/jobs/schedule.server.ts";
import { prisma, transaction } from "../../app/platform/db.server.ts";
import { makeCase, makeViewer, seen, ticketOf } from "../factories/tickets.ts";

type Helpers = Parameters<typeof warnOfReachedClocks>[1];
const round = () => warnOfReachedClocks({}, {} as Helpers);

/** Support around the clock, so that time of day does not matter. */
beforeEach(async () => {
  const always = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [day, [["00:00", "24:00"]]]));
  const current = await prisma.calendar.findFirstOrThrow({ where: { isCurrent: true } });
  await prisma.calendar.update({ where: { id: current.id }, data: { isCurrent: false } });
  const { id: _id, ...rest } = current;
  const version = current.version + 1;
  const data = {
    ...rest,
    version,
    weekly: always,
    holidays: {},
    holidayNames: {},
    isCurrent: true,
    createdAt: new Date(0),
  };
  await prisma.calendar.create({ data });
});

/** Lets so many hours go by for a ticket that is waiting for its first response. */
async function wait(ticketId: number, hours: number) {
  const begun = new Date(Date.now() - hours * 3_600_000);
  const data = { startedAt: begun, resolutionSince: begun, createdAt: begun, version: { increment: 1 } };
  const ticket = await prisma.ticket.update({ where: { id: ticketId }, data });
  await transaction((tx) => setAlarm(tx, ticket));
}

const warned = async (ticketId: number) => {
  const rows = await prisma.clockWarning.findMany({ where: { ticketId }, orderBy: [{ reachedAt: "asc" }] });
  return rows.map(({ clock, percent, isByRetarget }) => `${clock} ${percent}${isByRetarget ? " by retarget" : ""}`);
};
const eventsOf = (ticketId: number) =>
  prisma.event.findMany({ where: { ticketId, kind: "ticket.clock_warned" }, orderBy: { id: "asc" } });

describe("warnings of clocks", () => {
  test("come once each, oldest first, also after a long downtime, and with several workers at once", async () => {
    const { ticketId } = await makeCase("new"); // normal: 8 hours to the first response
    await wait(ticketId, 5);
    await round();
    await round();
    expect(await warned(ticketId)).toEqual(["first_response 50"]);
    await wait(ticketId, 13);
    await Promise.all(Array.from({ length: 4 }, round));
    expect(await warned(ticketId), "another start is another run of the clock").toHaveLength(5);
    const events = await eventsOf(ticketId);
    expect(events.map(({ data }) => (data as { percent: number }).percent)).toEqual([50, 50, 80, 100, 150]);
  });

  test("go to whoever has the ticket, then to leads, then to managers; the requester gets a new date", async () => {
    const [lead, manager] = [await makeViewer("lead"), await makeViewer("manager")];
    const { ticketId, agent, requester } = await makeCase("open");
    await wait(ticketId, 13);
    const before = (await ticketOf(ticketId)).version;
    await round();
    for (const { id } of await eventsOf(ticketId)) await notify({ eventId: String(id) }, {} as Helpers);
    const notices = await prisma.notification.findMany({ where: { ticketId } });
    const told = (viewer: Viewer) => notices.filter(({ accountId }) => accountId === viewer.id).map(({ kind }) => kind);
    expect(told(agent).sort()).toEqual(["clock_far_over", "clock_half", "clock_over", "clock_soon"]);
    expect(told(lead).sort()).toEqual(expect.arrayContaining(["clock_far_over", "clock_over", "clock_soon"]));
    expect(told(manager)).toEqual(["clock_far_over"]);
    expect(told(requester)).toContain("sorry");
    const { apologisedUntil, version } = await ticketOf(ticketId);
    expect(apologisedUntil?.getTime()).toBeGreaterThan(Date.now());
    expect(version, "only the new date is a change of the ticket").toBe(before + 1);
  });

  test("change no version, so that whoever is writing is not sent back", async () => {
    const { ticketId, agent } = await makeCase("open");
    await wait(ticketId, 7);
    const unseen = await seen(ticketId);
    await round();
    expect(await warned(ticketId)).toEqual(["first_response 50", "first_response 80"]);
    await respond(agent, ticketId, { body: "We are on it.", ...unseen });
    const { at } = await prisma.clockAlarm.findUniqueOrThrow({ where: { ticketId } });
    expect(at?.getTime(), "what is answered is warned of no more").toBeGreaterThan(Date.now() + 3_600_000);
  });

  test("a target that was past when the priority was given is breached by that", async () => {
    const { ticketId, agent } = await makeCase("open");
    await wait(ticketId, 3);
    await changePriority(agent, ticketId, { priority: "urgent", ...(await seen(ticketId)) });
    await round();
    const all = await warned(ticketId);
    expect(all.filter((one) => one.startsWith("first_response"))).toEqual(
      [50, 80, 100, 150].map((percent) => `first_response ${percent} by retarget`),
    );
  });

  test("are over with the ticket, and a breach stays in the database", async () => {
    const { ticketId } = await makeCase("resolved");
    expect(await transaction(async (tx) => warningsLeft(tx, await lockTicket(tx, SYSTEM, ticketId)))).toEqual([]);
    const { ticketId: other } = await makeCase("new");
    await wait(other, 5);
    await round();
    const change = prisma.clockWarning.updateMany({ where: { ticketId: other }, data: { percent: 80 } });
    await expect(change).rejects.toThrow();
  });
});
