import { beforeEach, describe, expect, test } from "vitest";
import { lucia, startSession } from "../../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { listCases, listTurns } from "../../../app/domain/tickets/cases.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { makeCase, makeThread, makeViewer } from "../../factories/tickets.ts";

let asker: Viewer;
let peer: Viewer;
beforeEach(async () => {
  [asker, peer] = [await makeViewer(), await makeViewer()];
});

/** What the header counts, as a request of theirs would see it. */
async function counted(viewer: Viewer) {
  const cookie = (await startSession(viewer.id, null)).split(";")[0] ?? "";
  const { user } = await lucia.validateSession(lucia.readSessionCookie(cookie) ?? "");
  return user?.turns;
}

const asks = async (viewer: Viewer) => (await listTurns(viewer)).map(({ ask }) => ask);

describe("my cases", () => {
  test("are none for who has asked nothing", async () => {
    expect([await listTurns(asker), await listCases(asker, null)]).toEqual([[], { cases: [], next: null }]);
    expect(await counted(asker)).toBe(0);
  });

  test("say what is asked of me and until when, the soonest first, and the header counts the same", async () => {
    const one = await makeCase("read_back");
    const other = await makeThread(one.requester, { title: "Another", createdAt: new Date() });
    await replyToThread(peer, other.id, { body: "Try this." });
    const turns = await listTurns(one.requester);
    expect(turns).toMatchObject([
      { kind: "request", id: one.ticketId, ask: "read_back", until: expect.any(Date) },
      { kind: "thread", id: other.id, ask: "verdict", until: null },
    ]);
    expect(await counted(one.requester)).toBe(2);
    await replyToThread(one.requester, other.id, { body: "No luck." });
    expect(await asks(one.requester)).toEqual(["read_back"]);
    expect(await counted(one.requester)).toBe(1);
  });

  test("stop asking whether a reply helped after two weeks", async () => {
    const { id } = await makeThread(asker);
    await replyToThread(peer, id, { body: "Try this." });
    expect(await asks(asker)).toEqual(["verdict"]);
    await prisma.thread.update({ where: { id }, data: { lastPostAt: new Date(Date.now() - 15 * 86_400_000) } });
    expect([await asks(asker), await counted(asker)]).toEqual([[], 0]);
  });

  test("show what was promised, and nothing of other people's", async () => {
    const { agent, requester, ticketId, threadId } = await makeCase("open");
    const dueAt = new Date(Date.now() + 86_400_000);
    await prisma.ticketPromise.create({ data: { ticketId, ownerId: agent.id, text: "A call", dueAt } });
    const { cases } = await listCases(requester, null);
    expect(cases).toMatchObject([
      { kind: "request", id: ticketId, ask: null, promises: [{ text: "A call", dueAt }], threads: [{ id: threadId }] },
    ]);
    for (const viewer of [agent, peer]) expect((await listCases(viewer, null)).cases).toEqual([]);
  });

  test("are one row a case: a request with all its threads, what is new in either lane, and the latest word of both", async () => {
    const { requester, ticketId, threadId } = await makeCase("open");
    const other = await makeThread(requester, { title: "Same cause" });
    const strangers = await makeThread(peer, { title: "A stranger's" });
    await prisma.ticketThread.createMany({ data: [other, strangers].map(({ id }) => ({ ticketId, threadId: id })) });
    const unread = { accountId: requester.id, kind: "reply", data: {} };
    await prisma.notification.createMany({
      data: [
        { ...unread, eventId: 1, threadId },
        { ...unread, eventId: 2, threadId: other.id },
        { ...unread, eventId: 3, ticketId },
        { ...unread, eventId: 4, threadId: other.id, readAt: new Date() },
      ],
    });
    const at = new Date(Date.now() + 3_600_000);
    await prisma.thread.update({ where: { id: other.id }, data: { lastPostAt: at } });
    const { cases } = await listCases(requester, null);
    expect(cases).toHaveLength(1);
    expect(cases).toMatchObject([{ kind: "request", id: ticketId, unread: 3, at, href: `/requests/${ticketId}` }]);
    expect(cases[0]?.threads.map(({ title }) => title)).toEqual(["Printer forgets Wi-Fi", "Same cause"]);
    expect((await listCases(peer, null)).cases).toMatchObject([{ kind: "thread", id: strangers.id, threads: [] }]);
    await prisma.notification.updateMany({ where: { ticketId }, data: { readAt: new Date() } });
    expect((await listCases(requester, null)).cases[0]?.href, "leads to what is new").toBe(`/threads/${threadId}`);
    await prisma.thread.update({ where: { id: other.id }, data: { hiddenAt: new Date() } });
    expect((await listCases(requester, null)).cases).toMatchObject([{ unread: 1, threads: [{ id: threadId }] }]);
  });

  test("wait once where two threads of a closed request were answered, and lead there", async () => {
    const { requester, ticketId, threadId } = await makeCase("resolved");
    const other = await makeThread(requester);
    await prisma.ticketThread.create({ data: { ticketId, threadId: other.id } });
    await prisma.ticket.update({
      where: { id: ticketId },
      data: { state: "closed", closedAt: new Date(), version: { increment: 1 } },
    });
    for (const id of [threadId, other.id]) await replyToThread(peer, id, { body: "Try this." });
    const turns = await listTurns(requester);
    expect(turns).toMatchObject([{ kind: "request", id: ticketId, ask: "verdict", href: `/threads/${threadId}` }]);
    expect(turns).toHaveLength(1);
    expect(await counted(requester)).toBe(1);
    expect((await listCases(requester, null, turns)).cases, "what stands above stands there alone").toEqual([]);
  });

  test("show what somebody asked without their name to them alone, and what waits for whom they act for as theirs", async () => {
    const one = await makeCase("read_back");
    const owner = { ownerId: asker.id, isGuest: true, email: null };
    await prisma.account.update({ where: { id: one.requester.id }, data: owner });
    expect(await listTurns(asker)).toMatchObject([{ id: one.ticketId, isNameless: true, ask: "read_back" }]);
    expect(await counted(asker)).toBe(1);
    const helped = await makeCase("read_back");
    const { id: principalId, name: principalName } = helped.requester;
    const delegate: Viewer = { ...peer, actsFor: [{ id: 1, principalId, principalName, scopes: ["write"] }] };
    expect(await listTurns(delegate)).toEqual([]);
    const shown = {
      id: helped.ticketId,
      forName: principalName,
      isNameless: false,
      threads: [{ id: helped.threadId }],
    };
    expect((await listCases(delegate, null)).cases).toMatchObject([shown]);
    expect((await listCases(peer, null)).cases).toEqual([]);
  });

  test("are read page by page without a gap, from an index", async () => {
    const { categoryId } = await prisma.thread.findUniqueOrThrow({ where: { id: (await makeThread(peer)).id } });
    await prisma.thread.createMany({
      data: Array.from({ length: 70 }, (_, i) => {
        return { title: `t${i}`, categoryId, authorId: asker.id, lastPostAt: new Date(1.7e12 + (i >> 1) * 1_000) };
      }),
    });
    // Every tenth has a request, whose latest word is now on one side, now on the other.
    const threads = await prisma.thread.findMany({ where: { authorId: asker.id }, orderBy: { id: "asc" } });
    for (const { id, categoryId, lastPostAt } of threads.filter((_, i) => i % 10 === 0)) {
      const updatedAt = new Date(lastPostAt.getTime() + (id % 20 < 10 ? 0 : -3_000));
      const request = { subject: "r", state: "open", trigger: "asker", requesterId: asker.id, updatedAt } as const;
      await prisma.ticket.create({ data: { ...request, categoryId, threads: { create: { threadId: id } } } });
    }
    const ids: string[] = [];
    for (let after: string | null = null, first = true; first || after; first = false) {
      const page = await listCases(asker, after);
      ids.push(...page.cases.map(({ kind, id, threads }) => `thread ${kind === "thread" ? id : threads[0]?.id}`));
      after = page.next;
    }
    expect([ids.length, new Set(ids).size]).toEqual([70, 70]);
  });
});
