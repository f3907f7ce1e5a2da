import { describe, expect, test } from "vitest";
import { visitor } from "../../../app/domain/accounts/viewer.ts";
import { findPublished } from "../../../app/domain/answers/answers.server.ts";
import { judgeAnswer } from "../../../app/domain/answers/judge-answer.server.ts";
import { findRetraction, listAnswers } from "../../../app/domain/answers/library.server.ts";
import { linkThread, unlinkThread } from "../../../app/domain/answers/linked-threads.server.ts";
import { confirmAnswer, retractAnswer } from "../../../app/domain/answers/retract-answer.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { answerOf, makeAnswer, runJobs } from "../../factories/answers.ts";
import { makeThread, makeViewer, ticketOf } from "../../factories/tickets.ts";

const worked = { verdict: "worked", version: 1 } as const;
const didnt = { verdict: "didnt", version: 1 } as const;

const threadOf = (id: number) => prisma.thread.findUniqueOrThrow({ where: { id } });

describe("did it work?", () => {
  test("each person counts once, with their last word", async () => {
    const { answerId } = await makeAnswer();
    const [ana, ben] = [await makeViewer(), await makeViewer()];
    await judgeAnswer(ana, answerId, worked);
    await judgeAnswer(ana, answerId, worked);
    await judgeAnswer(ben, answerId, worked);
    await judgeAnswer(ben, answerId, didnt);
    expect(await answerOf(answerId)).toMatchObject({ workedCount: 1, didntCount: 1 });
    const kinds = await prisma.event.groupBy({
      by: ["kind"],
      where: { answerId, kind: { in: ["answer.worked", "answer.did_not_work"] } },
      _count: true,
    });
    expect(kinds.map(({ kind, _count }) => [kind, _count]).sort()).toEqual([
      ["answer.did_not_work", 1],
      ["answer.worked", 2],
    ]);
  });

  test("twenty at once are all counted", async () => {
    const { answerId } = await makeAnswer();
    const people = await Promise.all(Array.from({ length: 20 }, () => makeViewer()));
    await Promise.all(people.map((viewer) => judgeAnswer(viewer, answerId, worked)));
    expect(await answerOf(answerId)).toMatchObject({ workedCount: 20 });
  });

  test("a no makes its sayer affected, so that they hear of the next version", async () => {
    const { answerId, threadId } = await makeAnswer();
    const ben = await makeViewer();
    await judgeAnswer(ben, answerId, didnt);
    await judgeAnswer(ben, answerId, worked);
    await judgeAnswer(ben, answerId, didnt);
    expect(await prisma.affected.count({ where: { threadId, accountId: ben.id } })).toBe(1);
    expect(await threadOf(threadId)).toMatchObject({ affectedCount: 1, state: "solved" });
  });

  test("a no reopens the ticket the answer came from", async () => {
    const { answerId, ticketId } = await makeAnswer();
    await judgeAnswer(await makeViewer(), answerId, didnt);
    await runJobs();
    expect((await ticketOf(ticketId)).state).toBe("open");
  });

  test("the asker's no means that the thread is not solved; their yes, that it is", async () => {
    const { answerId, threadId, requester } = await makeAnswer();
    await judgeAnswer(requester, answerId, didnt);
    expect((await threadOf(threadId)).state).toBe("needs_attention");
    expect(await prisma.affected.count({ where: { threadId } })).toBe(0);
    await judgeAnswer(requester, answerId, worked);
    expect((await threadOf(threadId)).state).toBe("solved");
  });

  test("what is said of a version that is no longer current is refused", async () => {
    const { answerId } = await makeAnswer();
    const late = judgeAnswer(await makeViewer(), answerId, { ...worked, version: 2 });
    await expect(late).rejects.toMatchObject({ status: 409, code: "answer_changed" });
  });

  test("a visitor is asked to sign in, and a draft has no such question", async () => {
    const { answerId } = await makeAnswer();
    await expect(judgeAnswer(visitor(), answerId, worked)).rejects.toMatchObject({ code: "sign_in_first" });
    await prisma.answer.update({ where: { id: answerId }, data: { retractedAt: new Date(), retractedBecause: "x" } });
    await expect(judgeAnswer(await makeViewer(), answerId, worked)).rejects.toMatchObject({ status: 404 });
  });
});

describe("linked threads", () => {
  test("an answer linked to another thread solves it, taken off it waits again", async () => {
    const { answerId, agent } = await makeAnswer();
    const { id } = await makeThread(await makeViewer());
    await linkThread(agent, answerId, id);
    expect((await threadOf(id)).state).toBe("solved");
    await unlinkThread(agent, answerId, id);
    expect(await threadOf(id)).toMatchObject({ state: "needs_attention" });
    expect((await threadOf(id)).waitingSince).not.toBeNull();
  });

  test("a thread that is not there is told like a wrong number", async () => {
    const { answerId, agent } = await makeAnswer();
    await expect(linkThread(agent, answerId, 999_999)).rejects.toMatchObject({
      fields: { threadId: "no_such_thread" },
    });
  });
});

describe("withdrawing", () => {
  test("takes the answer off its threads and its address, and leaves the reason there", async () => {
    const { answerId, reviewer, threadId, slug, requester } = await makeAnswer();
    await retractAnswer(reviewer, answerId, { reason: "It damages the X200." });
    expect((await threadOf(threadId)).state).toBe("needs_attention");
    expect(await findPublished(requester, slug)).toBeNull();
    expect(await findRetraction(visitor(), slug)).toMatchObject({ because: "It damages the X200." });
    const { answers } = await listAnswers(visitor());
    expect(answers.map(({ id }) => id)).not.toContain(answerId);
    await expect(retractAnswer(reviewer, answerId, { reason: "Again." })).rejects.toMatchObject({
      code: "not_published",
    });
  });

  test("is for those who may publish", async () => {
    const { answerId, agent, requester } = await makeAnswer();
    await expect(retractAnswer(agent, answerId, { reason: "No." })).rejects.toMatchObject({ status: 403 });
    await expect(confirmAnswer(requester, answerId)).rejects.toMatchObject({ status: 403 });
  });

  test("an answer that somebody has looked at again is due later", async () => {
    const { answerId, reviewer } = await makeAnswer();
    await prisma.answer.update({ where: { id: answerId }, data: { reviewDueAt: new Date(0) } });
    await confirmAnswer(reviewer, answerId);
    expect((await answerOf(answerId)).reviewDueAt?.getTime()).toBeGreaterThan(Date.now());
  });
});
