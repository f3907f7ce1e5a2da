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
    expect(cases.find(({ kind }) => kind === "request")).toMatchObject({
      ask: null,
      promises: [{ text: "A call", dueAt }],
    });
    expect(cases.map(({ kind, id }) => [kind, id])).toEqual(
      expect.arrayContaining([
        ["thread", threadId],
        ["request", ticketId],
      ]),
    );
    for (const viewer of [agent, peer]) expect((await listCases(viewer, null)).cases).toEqual([]);
  });

  test("are read page by page without a gap, from an index", async () => {
    const { categoryId } = await prisma.thread.findUniqueOrThrow({ where: { id: (await makeThread(peer)).id } });
    await prisma.thread.createMany({
      data: Array.from({ length: 70 }, (_, i) => {
        return { title: `t${i}`, categoryId, authorId: asker.id, lastPostAt: new Date(1.7e12 + (i >> 1) * 1_000) };
      }),
    });
    const ids: number[] = [];
    for (let after: string | null = null, first = true; first || after; first = false) {
      const page = await listCases(asker, after);
      ids.push(...page.cases.map(({ id }) => id));
      after = page.next;
    }
    expect([ids.length, new Set(ids).size]).toEqual([70, 70]);
  });
});
