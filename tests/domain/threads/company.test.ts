import { beforeEach, describe, expect, test } from "vitest";
import { type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import { hidePost, unhidePost } from "../../../app/domain/threads/hide-post.server.ts";
import { hideThread, unhideThread } from "../../../app/domain/threads/hide-thread.server.ts";
import { joinAffected, leaveAffected } from "../../../app/domain/threads/join-affected.server.ts";
import { markSolution } from "../../../app/domain/threads/mark-solution.server.ts";
import { unvotePost, votePost } from "../../../app/domain/threads/vote-post.server.ts";
import { muteThread, watchThread } from "../../../app/domain/threads/watch-thread.server.ts";
import { restorePost, withdrawPost } from "../../../app/domain/threads/withdraw-post.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, Forbidden, NotFound } from "../../../app/platform/errors.ts";
import { makeReply, makeThread, makeViewer } from "../../factories.ts";

let asker: Viewer;
let peer: Viewer;
let agent: Viewer;
let threadId: number;
let replyId: number;

beforeEach(async () => {
  [asker, peer, agent] = await Promise.all([makeViewer(), makeViewer(), makeViewer("agent_1")]);
  threadId = (await makeThread(asker)).id;
  replyId = (await makeReply(peer, threadId)).id;
});

const thread = () => prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
const post = () => prisma.post.findUniqueOrThrow({ where: { id: replyId } });
const watchOf = (viewer: Viewer) =>
  prisma.watch.findUnique({ where: { threadId_accountId: { threadId, accountId: viewer.id } } });

describe("affected", () => {
  test("counts twenty people who join at once, each once", async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => makeViewer()));
    await Promise.all([...people, ...people.slice(0, 4)].map((one) => joinAffected(one, threadId)));
    expect((await thread()).affectedCount).toBe(20);
    expect(await prisma.affected.count({ where: { threadId } })).toBe(20);
  });

  test("are told of the outcome, and no more once they leave", async () => {
    const other = await makeViewer();
    await joinAffected(other, threadId);
    expect(await watchOf(other)).toMatchObject({ reason: "affected", level: "watching" });
    await leaveAffected(other, threadId);
    await leaveAffected(other, threadId);
    expect(await watchOf(other)).toBeNull();
    expect((await thread()).affectedCount).toBe(0);
  });

  test("who leave go on following what they follow for another reason", async () => {
    await joinAffected(peer, threadId);
    await leaveAffected(peer, threadId);
    expect(await watchOf(peer)).toMatchObject({ reason: "replied" });
  });

  test("is not the asker, and no visitor", async () => {
    await expect(joinAffected(asker, threadId)).rejects.toThrow(Forbidden);
    await expect(joinAffected(visitor(), threadId)).rejects.toThrow(Forbidden);
    expect((await thread()).affectedCount).toBe(0);
  });
});

describe("a vote", () => {
  test("counts once a person and can be taken back", async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => makeViewer()));
    await Promise.all([...people, ...people].map((one) => votePost(one, replyId)));
    expect((await post()).score).toBe(8);
    await unvotePost(asker, replyId);
    await votePost(asker, replyId);
    await unvotePost(asker, replyId);
    await unvotePost(asker, replyId);
    expect((await post()).score).toBe(8);
  });

  test("is not given to oneself, nor to the question", async () => {
    await expect(votePost(peer, replyId)).rejects.toThrow(Forbidden);
    const question = await prisma.post.findFirstOrThrow({ where: { threadId, position: 1 } });
    await expect(votePost(peer, question.id)).rejects.toThrow(Conflict);
  });
});

describe("watching", () => {
  test("is chosen, and muting wins over whatever else would tell", async () => {
    const other = await makeViewer();
    await watchThread(other, threadId);
    expect(await watchOf(other)).toMatchObject({ reason: "chosen", level: "watching" });
    await muteThread(other, threadId);
    await joinAffected(other, threadId);
    expect(await watchOf(other)).toMatchObject({ level: "muted" });
  });

  test("what one may not see is not found", async () => {
    await hideThread(agent, threadId);
    await expect(watchThread(peer, threadId)).rejects.toThrow(NotFound);
  });
});

describe("a hidden reply", () => {
  test("no longer counts, and the asker waits again since their last word", async () => {
    const { createdAt } = await thread();
    await hidePost(agent, replyId);
    expect(await thread()).toMatchObject({ replyCount: 0, state: "needs_attention", waitingSince: createdAt });
    await unhidePost(agent, replyId);
    expect(await thread()).toMatchObject({ replyCount: 1, state: "responded", waitingSince: null });
  });

  test("that was the solution leaves the thread unsolved until it is shown again", async () => {
    await markSolution(asker, replyId);
    await hidePost(agent, replyId);
    expect((await thread()).state).toBe("needs_attention");
    await expect(markSolution(asker, replyId)).rejects.toThrow(NotFound);
    await expect(markSolution(agent, replyId)).rejects.toThrow(Conflict);
    await unhidePost(agent, replyId);
    expect((await thread()).state).toBe("solved");
  });

  test("is hidden once, by the desk alone, and a question only with its thread", async () => {
    await expect(hidePost(asker, replyId)).rejects.toThrow(Forbidden);
    await expect(hidePost(await makeViewer("technician"), replyId)).rejects.toThrow(Forbidden);
    await Promise.all([hidePost(agent, replyId), hidePost(agent, replyId)]);
    expect((await thread()).replyCount).toBe(0);
    const question = await prisma.post.findFirstOrThrow({ where: { threadId, position: 1 } });
    await expect(hidePost(agent, question.id)).rejects.toThrow(Conflict);
  });
});

describe("a reply taken back by its author", () => {
  test("is out of sight and no longer counts, until they put it back; nobody else can do either", async () => {
    for (const other of [asker, agent, visitor()])
      await expect(withdrawPost(other, replyId)).rejects.toThrow(Forbidden);
    await Promise.all([withdrawPost(peer, replyId), withdrawPost(peer, replyId)]);
    expect(await thread()).toMatchObject({ replyCount: 0, state: "needs_attention" });
    await expect(restorePost(asker, replyId)).rejects.toThrow(NotFound);
    await expect(unhidePost(agent, replyId)).rejects.toMatchObject({ code: "taken_back_by_author" });
    await restorePost(peer, replyId);
    expect(await thread()).toMatchObject({ replyCount: 1, state: "responded" });
    expect(await post()).toMatchObject({ hiddenAt: null, withdrawnAt: null });
  });

  test("is none that solved the question, nor one that the desk has hidden, nor the question", async () => {
    await markSolution(asker, replyId);
    await expect(withdrawPost(peer, replyId)).rejects.toMatchObject({ code: "reply_solved_it" });
    await hidePost(agent, replyId);
    await withdrawPost(peer, replyId);
    await restorePost(peer, replyId);
    expect(await post()).toMatchObject({ hiddenAt: expect.any(Date), withdrawnAt: null });
    const question = await prisma.post.findFirstOrThrow({ where: { threadId, position: 1 } });
    await expect(withdrawPost(asker, question.id)).rejects.toThrow(Conflict);
  });
});

describe("a hidden thread", () => {
  test("is seen by its author and staff, and its clock stands still", async () => {
    await makeReply(asker, threadId, "Anybody?");
    const { escalateAt } = await thread();
    await hideThread(agent, threadId);
    expect((await thread()).escalateAt).toBeNull();
    await expect(joinAffected(peer, threadId)).rejects.toThrow(NotFound);
    await unhideThread(agent, threadId);
    expect(await thread()).toMatchObject({ state: "needs_attention", escalateAt });
  });

  test("is hidden by the desk alone", async () => {
    await expect(hideThread(asker, threadId)).rejects.toThrow(Forbidden);
    await expect(hideThread(peer, threadId)).rejects.toThrow(Forbidden);
    expect((await thread()).hiddenAt).toBeNull();
  });
});
