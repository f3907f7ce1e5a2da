import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { judgePost } from "../../../app/domain/threads/judge-post.server.ts";
import { markSolution, unmarkSolution } from "../../../app/domain/threads/mark-solution.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, Forbidden } from "../../../app/platform/errors.ts";
import { makeReply, makeThread, makeViewer } from "../../factories.ts";

let asker: Viewer;
let peer: Viewer;
let threadId: number;
let replyId: number;

beforeEach(async () => {
  [asker, peer] = await Promise.all([makeViewer(), makeViewer()]);
  threadId = (await makeThread(asker)).id;
  replyId = (await makeReply(peer, threadId)).id;
});

const thread = () => prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
const post = (id = replyId) => prisma.post.findUniqueOrThrow({ where: { id } });
const question = () => prisma.post.findFirstOrThrow({ where: { threadId, position: 1 } });
const events = async (kind: string) => prisma.event.count({ where: { threadId, kind } });

describe("a solution", () => {
  test("is marked by the asker, and solves the thread", async () => {
    await markSolution(asker, replyId);
    expect((await post()).solutionAt).toBeInstanceOf(Date);
    expect(await thread()).toMatchObject({ state: "solved", waitingSince: null, escalateAt: null });
    expect((await thread()).solvedAt).toBeInstanceOf(Date);
  });

  test("is marked by staff when the asker does not come back", async () => {
    await markSolution(await makeViewer("agent_1"), replyId);
    expect((await thread()).state).toBe("solved");
  });

  test("may be a reply of the asker's own", async () => {
    const own = await makeReply(asker, threadId, "Found it: the cable.");
    await markSolution(asker, own.id);
    expect((await thread()).state).toBe("solved");
  });

  test("is marked or unmarked by nobody else, its own author and experts included", async () => {
    await expect(markSolution(peer, replyId)).rejects.toThrow(Forbidden);
    await expect(markSolution(await makeViewer("expert"), replyId)).rejects.toThrow(Forbidden);
    await markSolution(asker, replyId);
    await expect(unmarkSolution(peer, replyId)).rejects.toThrow(Forbidden);
    expect((await thread()).state).toBe("solved");
  });

  test("is not marked by an asker who is suspended", async () => {
    await expect(markSolution({ ...asker, isSuspended: true }, replyId)).rejects.toThrow(Forbidden);
  });

  test("is never the question itself", async () => {
    await expect(markSolution(asker, (await question()).id)).rejects.toThrow(Conflict);
    expect((await thread()).state).toBe("responded");
  });

  test("marked twice is marked once", async () => {
    await markSolution(asker, replyId);
    await markSolution(asker, replyId);
    expect(await events("post.marked_solution")).toBe(1);
  });

  test("may be one of several, marked at the same moment", async () => {
    const replies = [replyId, (await makeReply(peer, threadId)).id, (await makeReply(peer, threadId)).id];
    await Promise.all(replies.map((id) => markSolution(asker, id)));
    expect(await prisma.post.count({ where: { threadId, solutionAt: { not: null } } })).toBe(3);
    expect(await events("post.marked_solution")).toBe(3);
    expect((await thread()).state).toBe("solved");
  });
});

describe("a mark taken back", () => {
  test("leaves the thread solved while another solution stands", async () => {
    const other = await makeReply(peer, threadId);
    await markSolution(asker, replyId);
    await markSolution(asker, other.id);
    await unmarkSolution(asker, replyId);
    expect((await thread()).state).toBe("solved");
    await unmarkSolution(asker, other.id);
    expect((await thread()).state).toBe("needs_attention");
  });

  test("lets the asker wait from that moment, not from when they last spoke", async () => {
    const longAgo = new Date(Date.now() - 90 * 86_400_000);
    await markSolution(asker, replyId);
    await prisma.post.updateMany({ where: { threadId }, data: { createdAt: longAgo } });
    await unmarkSolution(asker, replyId);
    const { waitingSince, escalateAt, solvedAt } = await thread();
    expect(Date.now() - (waitingSince?.getTime() ?? 0)).toBeLessThan(60_000);
    expect(escalateAt?.getTime()).toBeGreaterThan(Date.now());
    expect(solvedAt).toBeNull();
  });
});

describe("whether it worked", () => {
  test("is counted once a person, by their last word", async () => {
    const [a, b] = [await makeViewer(), await makeViewer()];
    await judgePost(a, replyId, "worked");
    await judgePost(a, replyId, "worked");
    await judgePost(b, replyId, "worked");
    await judgePost(b, replyId, "didnt");
    expect(await post()).toMatchObject({ workedCount: 1, didntCount: 1 });
    await judgePost(a, replyId, "withdrawn");
    expect(await post()).toMatchObject({ workedCount: 0, didntCount: 1 });
    expect(await prisma.postOutcome.count({ where: { postId: replyId } })).toBe(1);
  });

  test("is not said by the reply's author, nor of the question", async () => {
    await expect(judgePost(peer, replyId, "worked")).rejects.toThrow(Forbidden);
    await expect(judgePost(peer, (await question()).id, "worked")).rejects.toThrow(Conflict);
  });

  test("adds up when twenty people say it at once", async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => makeViewer()));
    await Promise.all(people.map((one, index) => judgePost(one, replyId, index % 4 === 0 ? "didnt" : "worked")));
    expect(await post()).toMatchObject({ workedCount: 15, didntCount: 5 });
  });

  test("denied by the asker takes the solution's mark off and asks for attention", async () => {
    await markSolution(asker, replyId);
    await judgePost(asker, replyId, "didnt");
    expect((await post()).solutionAt).toBeNull();
    expect(await thread()).toMatchObject({ state: "needs_attention" });
    expect((await thread()).escalateAt).toBeInstanceOf(Date);
    const event = await prisma.event.findFirstOrThrow({ where: { threadId, kind: "post.unmarked_solution" } });
    expect(event.data).toEqual({ because: "did_not_work" });
  });

  test("denied by somebody else leaves the asker's solution alone", async () => {
    await markSolution(asker, replyId);
    await judgePost(await makeViewer(), replyId, "didnt");
    expect((await thread()).state).toBe("solved");
  });
});
