import { beforeAll, describe, expect, test } from "vitest";
import { type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import { type Cursor, cursorOf, END } from "../../../app/domain/threads/cursor.ts";
import { hideThread, unhideThread } from "../../../app/domain/threads/hide-thread.server.ts";
import { findPostPlace, listReplies, type ReplyOrder } from "../../../app/domain/threads/list-replies.server.ts";
import { listSolutionsBy } from "../../../app/domain/threads/people.server.ts";
import { readThread } from "../../../app/domain/threads/read-thread.server.ts";
import { listTimeline } from "../../../app/domain/threads/timeline.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { NotFound } from "../../../app/platform/errors.ts";
import { makeThread, makeViewer } from "../../factories.ts";

const REPLIES = 95;
let asker: Viewer;
let peer: Viewer;
let agent: Viewer;
let threadId: number;

beforeAll(async () => {
  [asker, peer, agent] = await Promise.all([makeViewer(), makeViewer(), makeViewer("agent_1")]);
  threadId = (await makeThread(asker, { desiredOutcome: "A refund." })).id;
  const rows = Array.from({ length: REPLIES }, (_, index) => ({
    threadId,
    position: index + 2,
    authorId: peer.id,
    markdown: `Reply ${index + 2}`,
    score: index % 5,
    workedCount: index === 40 ? 3 : 0,
    didntCount: index === 41 ? 9 : 0,
    solutionAt: index === 70 || index === 10 ? new Date() : null,
    hiddenAt: index === 50 ? new Date() : null,
  }));
  await prisma.post.createMany({ data: rows });
});

async function walk(viewer: Viewer, order: ReplyOrder) {
  const positions: number[] = [];
  let cursor: Cursor | null = null;
  for (;;) {
    const page = await listReplies(viewer, threadId, order, cursor);
    positions.push(...page.rows.map(({ position }) => position));
    if (!page.after) return positions;
    cursor = cursorOf(new URLSearchParams({ after: page.after }));
  }
}

describe("replies", () => {
  test("come best first: solutions, then what worked and what people found helpful, then as they were said", async () => {
    const positions = await walk(visitor(), "best");
    // The solutions, both of score 0; 3 worked and score 0; then those of score 4 in their order.
    expect(positions.slice(0, 5)).toEqual([12, 72, 42, 6, 11]);
    expect(positions.at(-1)).toBe(43);
    expect(positions).toHaveLength(REPLIES - 1);
    expect(new Set(positions).size).toBe(REPLIES - 1);
  });

  test("end with the newest, after which there is no page", async () => {
    const end = cursorOf(new URLSearchParams({ before: END }));
    const page = await listReplies(visitor(), threadId, "oldest", end);
    expect(page.rows.at(-1)?.position).toBe(REPLIES + 1);
    expect([page.rows.length, page.after]).toEqual([20, null]);
    expect(page.before).not.toBeNull();
  });

  test("come as they were said when asked so", async () => {
    const positions = await walk(visitor(), "oldest");
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions).toHaveLength(REPLIES - 1);
  });

  test("go back by whole pages, the first one included", async () => {
    const second = await listReplies(visitor(), threadId, "best", null);
    const third = await listReplies(
      visitor(),
      threadId,
      "best",
      cursorOf(new URLSearchParams({ after: second.after ?? "" })),
    );
    const back = await listReplies(
      visitor(),
      threadId,
      "best",
      cursorOf(new URLSearchParams({ before: third.before ?? "" })),
    );
    expect(back.rows.map(({ id }) => id)).toEqual(second.rows.map(({ id }) => id));
    expect(back.before).toBeNull();
  });

  test("that are hidden are there for their author and staff alone", async () => {
    expect(await walk(visitor(), "best")).not.toContain(52);
    expect(await walk(asker, "best")).not.toContain(52);
    expect(await walk(peer, "best")).toContain(52);
    expect(await walk(agent, "oldest")).toContain(52);
  });

  test("of a thread one may not see are none", async () => {
    await hideThread(agent, threadId);
    expect((await listReplies(visitor(), threadId, "best", null)).rows).toEqual([]);
    await expect(readThread(visitor(), threadId)).rejects.toThrow(NotFound);
    expect(await listTimeline(visitor(), threadId)).toEqual([]);
    expect(await listSolutionsBy(visitor(), peer.id)).toEqual([]);
    await unhideThread(agent, threadId);
    expect(await listSolutionsBy(visitor(), peer.id)).toHaveLength(2);
  });
});

describe("a post's own address", () => {
  test("leads to a page that has it, wherever it is", async () => {
    const posts = await prisma.post.findMany({ where: { threadId, hiddenAt: null } });
    for (const { id, position } of posts) {
      const { after } = await findPostPlace(visitor(), id);
      const page = await listReplies(
        visitor(),
        threadId,
        "best",
        after ? cursorOf(new URLSearchParams({ after })) : null,
      );
      if (position > 1) expect(page.rows.map((row) => row.id)).toContain(id);
    }
  });

  test("of a hidden post is not found by others", async () => {
    const { id } = await prisma.post.findFirstOrThrow({ where: { threadId, hiddenAt: { not: null } } });
    await expect(findPostPlace(asker, id)).rejects.toThrow(NotFound);
    await expect(findPostPlace(peer, id)).resolves.toMatchObject({ threadId });
  });
});

describe("what everybody reads of a thread", () => {
  test("has no word of the desired outcome", async () => {
    expect(JSON.stringify(await readThread(visitor(), threadId))).not.toContain("refund");
  });

  test("does not say who escalated it", async () => {
    await prisma.event.create({ data: { kind: "thread.escalated", threadId, actorId: asker.id, data: {} } });
    await prisma.event.create({ data: { kind: "ticket.noted", threadId, actorId: agent.id, data: {} } });
    const entries = await listTimeline(visitor(), threadId);
    expect(entries.map(({ kind, actorName }) => [kind, actorName])).toContainEqual(["thread.escalated", null]);
    expect(entries.map(({ kind }) => kind)).not.toContain("ticket.noted");
  });
});
