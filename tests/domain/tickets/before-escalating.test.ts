import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { peersToAsk } from "../../../app/domain/routing/peers-to-ask.server.ts";
import { retargetThreads } from "../../../app/domain/threads/retarget-threads.server.ts";
import { setAlarm } from "../../../app/domain/tickets/clocks.server.ts";
import { expectationOf } from "../../../app/domain/tickets/expectation.server.ts";
import { joinLiveTicket } from "../../../app/domain/tickets/join-live-ticket.server.ts";
import { laneOf } from "../../../app/domain/tickets/lane.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { notify } from "../../../app/jobs/notify.server.ts";
import { runTicketTimers, sweepSilentThreads, warnOfReachedClocks } from "../../../app/jobs/schedule.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { kindsOf, makeCase, makeThread, makeViewer, ticketOf } from "../../factories/tickets.ts";
import { makeReply } from "../../factories.ts";

type Helpers = Parameters<typeof notify>[1];
const helpers = {} as Helpers;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

// First of all, while there is nobody but the asker.
describe("with all staff away", () => {
  test("silence goes to staff, is passed, warned of and apologised for by itself: no promise needs a person", async () => {
    const asker = await makeViewer();
    const { id: threadId } = await makeThread(asker, { waitingSince: ago(30) });
    await retargetThreads();
    await sweepSilentThreads({}, helpers);
    const { ticketId } = await prisma.ticketThread.findFirstOrThrow({ where: { threadId } });
    await prisma.ticket.update({ where: { id: ticketId }, data: { timerAt: ago(1), version: { increment: 1 } } });
    await runTicketTimers({}, helpers);
    expect(await ticketOf(ticketId)).toMatchObject({ state: "new", assigneeId: null });
    const begun = { startedAt: ago(20), resolutionSince: ago(20), createdAt: ago(20), version: { increment: 1 } };
    const ticket = await prisma.ticket.update({ where: { id: ticketId }, data: begun });
    await transaction((tx) => setAlarm(tx, ticket));
    await warnOfReachedClocks({}, helpers);
    expect((await kindsOf(ticketId)).filter((kind) => kind === "ticket.clock_warned").length).toBeGreaterThanOrEqual(4);
    const { apologisedUntil } = await ticketOf(ticketId);
    expect(apologisedUntil?.getTime(), "a new date").toBeGreaterThan(Date.now());
    for (const { id } of await prisma.event.findMany({ where: { ticketId } }))
      await notify({ eventId: String(id) }, helpers);
    const told = await prisma.notification.findMany({
      where: { accountId: asker.id, ticketId },
      select: { kind: true },
    });
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["statement", "unconfirmed", "sorry"]));
    expect(await laneOf(asker, threadId)).toMatchObject({
      kind: "private",
      request: { nextUpdateBy: apologisedUntil },
    });
  });
});

describe("what an asker is told before going to staff", () => {
  let asker: Viewer;
  let threadId: number;
  let categoryId: number;
  /** Noon of a day, so that no test is run across an hour's end. */
  const now = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + 12.5 * HOUR_MS);

  beforeAll(async () => {
    asker = await makeViewer();
    threadId = (await makeThread(asker)).id;
    categoryId = (await prisma.category.create({ data: { slug: "measured", name: "Measured" } })).id;
    await prisma.thread.update({ where: { id: threadId }, data: { categoryId } });
  });

  const expected = () => expectationOf(asker, { threadId, categoryId }, now);
  const tickets = (count: number, hours: number | null, at = now) =>
    prisma.ticket.createMany({
      data: Array.from({ length: count }, () => {
        const createdAt = new Date(at.getTime() - 2 * DAY_MS);
        const firstRespondedAt = hours === null ? null : new Date(createdAt.getTime() + hours * HOUR_MS);
        const own = { subject: "s", state: "open", trigger: "staff", requesterId: asker.id, categoryId } as const;
        return { ...own, createdAt, firstRespondedAt };
      }),
    });

  test("is the median of this hour, with those who wait still; of fewer than twenty nothing is said", async () => {
    await tickets(10, 2);
    await tickets(9, 3);
    await tickets(30, 9, new Date(now.getTime() - 3 * HOUR_MS));
    expect((await expected()).waitSeconds, "nineteen at this hour").toBeNull();
    await tickets(6, null);
    expect((await expected()).waitSeconds).toBe(3 * 3_600);
  });

  test("is how many others solve, and who of them", async () => {
    expect((await expected()).peersSolve, "too few questions").toBeNull();
    const peer = await makeViewer("expert");
    for (let index = 0; index < 19; index++) {
      const { id } = await makeThread(asker);
      const solvedAt = index < 5 ? now : null;
      const createdAt = new Date(now.getTime() - DAY_MS);
      await prisma.thread.update({ where: { id }, data: { categoryId, createdAt } });
      if (!solvedAt) continue;
      const reply = await makeReply(peer, id);
      await prisma.post.update({ where: { id: reply.id }, data: { solutionAt: now } });
      await prisma.thread.update({ where: { id }, data: { solvedAt } });
    }
    expect((await expected()).peersSolve).toBe(0.25);
    expect(await peersToAsk(categoryId, asker.id)).toMatchObject([{ name: peer.name, solved: 5 }]);
    expect(await peersToAsk(categoryId, peer.id)).toEqual([]);
  });

  test("is what staff is already on: joining links different customers and shows neither the other's words", async () => {
    const other = await makeCase("open");
    const closed = await makeThread(await makeViewer());
    const near = await makeCase("open");
    const same = [other.threadId, closed.id];
    await prisma.threadNeighbours.create({ data: { threadId, neighbours: [near.threadId, ...same], same } });
    expect((await expected()).joinable.map(({ id }) => id)).toEqual([other.threadId]);
    await expect(joinLiveTicket(asker, threadId, closed.id)).rejects.toMatchObject({ code: "not_similar" });
    await expect(joinLiveTicket(asker, threadId, near.threadId), "only alike").rejects.toMatchObject({
      code: "not_similar",
    });
    await expect(joinLiveTicket(await makeViewer(), threadId, other.threadId)).rejects.toMatchObject({
      code: "forbidden",
    });
    const both = [joinLiveTicket(asker, threadId, other.threadId), joinLiveTicket(asker, threadId, other.threadId)];
    expect((await Promise.allSettled(both)).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await prisma.ticketThread.count({ where: { ticketId: other.ticketId } })).toBe(2);
    expect(await laneOf(asker, threadId)).toMatchObject({ kind: "public" });
    expect((await ticketOf(other.ticketId)).requesterId).toBe(other.requester.id);
    const { threads } = await requireRequest(other.requester, other.ticketId);
    expect(
      threads.map(({ number }) => number),
      "the first customer sees their own thread",
    ).toEqual([other.threadId]);
  });
});
