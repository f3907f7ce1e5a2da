import type { JobHelpers } from "graphile-worker";
import { describe, expect, test } from "vitest";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { reviseAnswer } from "../../app/domain/answers/draft-answer.server.ts";
import { judgeAnswer } from "../../app/domain/answers/judge-answer.server.ts";
import { linkThread } from "../../app/domain/answers/linked-threads.server.ts";
import { retractAnswer } from "../../app/domain/answers/retract-answer.server.ts";
import { submitDraft } from "../../app/domain/answers/save-draft.server.ts";
import { joinAffected } from "../../app/domain/threads/join-affected.server.ts";
import { notify } from "../../app/jobs/notify.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { mailsTo, makeAnswer, makeDraftInReview, noticesTo, publish, runJobs } from "../factories/answers.ts";
import { makeCase, makeThread, makeViewer } from "../factories/tickets.ts";

const answerSubjects = async (viewer: Viewer) =>
  (await mailsTo(viewer))
    .map(({ subject }) => subject)
    .filter((subject) => /^(There is|Corrected|Withdrawn)/.test(subject));

const watch = (viewer: Viewer, threadId: number, level: "watching" | "muted" = "watching") =>
  prisma.watch.upsert({
    where: { threadId_accountId: { threadId, accountId: viewer.id } },
    create: { threadId, accountId: viewer.id, reason: "chosen", level },
    update: { level },
  });

/** A published answer to a thread with an affected member and a watcher. */
async function makeKnownAnswer() {
  const one = await makeCase("resolved");
  const [affected, watcher] = [await makeViewer(), await makeViewer()];
  await joinAffected(affected, one.threadId);
  await watch(watcher, one.threadId);
  return { ...(await makeAnswer(one)), affected, watcher };
}

async function correct(answerId: number, author: Viewer) {
  await reviseAnswer(author, answerId);
  const words = { title: "Keep the Wi-Fi password", body: "Hold WPS for ten seconds.", changeNote: "Ten, not five." };
  await submitDraft(author, answerId, { ...words, revision: 1 });
  await publish(await makeViewer("lead"), answerId);
}

describe("a published answer", () => {
  test("is told to asker, affected and watchers with one message each, however often and beside whom the job runs", async () => {
    const { answerId, requester, affected, watcher, agent, reviewer } = await makeKnownAnswer();
    await joinAffected(watcher, (await prisma.answerThread.findFirstOrThrow({ where: { answerId } })).threadId);
    const { id } = await prisma.event.findFirstOrThrow({ where: { answerId, kind: "answer.published" } });
    const run = () => notify({ eventId: String(id) }, {} as JobHelpers);
    await Promise.all([run(), run(), run(), runJobs()]);
    await run();
    for (const viewer of [requester, affected, watcher]) {
      expect(await answerSubjects(viewer)).toEqual(["There is an answer: Keep the Wi-Fi password"]);
      expect((await noticesTo(viewer)).filter(({ answerId: id }) => id === answerId)).toHaveLength(1);
    }
    expect(await answerSubjects(reviewer)).toEqual([]);
    expect((await prisma.told.findMany({ where: { answerId } })).map(({ accountId }) => accountId).sort()).toEqual(
      [requester.id, affected.id, watcher.id].sort(),
    );
    expect(agent.id).toBeGreaterThan(0);
  });

  test("asks whether it worked with links that only open the page", async () => {
    const { requester, slug } = await makeKnownAnswer();
    await runJobs();
    const mail = (await mailsTo(requester)).at(-1);
    expect(mail?.text).toContain(`/answers/${slug}?said=worked#did-it-work`);
    expect(mail?.text).toContain(`/answers/${slug}?said=didnt#did-it-work`);
    expect(mail?.html).not.toContain("<form");
  });

  test("on two threads of the same person is told once", async () => {
    const one = await makeCase("resolved");
    const { id: second } = await makeThread(one.requester);
    const { answerId } = await makeDraftInReview(one);
    await linkThread(one.agent, answerId, second);
    await publish(await makeViewer("lead"), answerId);
    await runJobs();
    expect(await answerSubjects(one.requester)).toHaveLength(1);
  });

  test("is not told to who has muted the thread; its requester hears all the same", async () => {
    const one = await makeCase("resolved");
    const watcher = await makeViewer();
    await watch(watcher, one.threadId, "muted");
    await watch(one.requester, one.threadId, "muted");
    await makeAnswer(one);
    await runJobs();
    expect([await answerSubjects(watcher), await answerSubjects(one.requester)]).toEqual([
      [],
      ["There is an answer: Keep the Wi-Fi password"],
    ]);
  });

  test("linked to another thread later is told to that thread's people, and to nobody twice", async () => {
    const { answerId, agent, requester } = await makeKnownAnswer();
    await runJobs();
    const other = await makeViewer();
    const { id } = await makeThread(other);
    await linkThread(agent, answerId, id);
    await runJobs();
    expect([(await answerSubjects(other)).length, (await answerSubjects(requester)).length]).toEqual([1, 1]);
  });

  test("corrected before the first message went out is told as it is now, once", async () => {
    const { answerId, agent, requester } = await makeKnownAnswer();
    await correct(answerId, agent);
    await runJobs();
    expect(await answerSubjects(requester)).toEqual(["There is an answer: Keep the Wi-Fi password"]);
    expect(await prisma.told.findMany({ where: { answerId, accountId: requester.id } })).toMatchObject([
      { version: 2 },
    ]);
  });
});

describe("a correction", () => {
  test("goes to everybody who was told before, and greets newcomers as newcomers", async () => {
    const { answerId, agent, requester, affected, watcher, threadId } = await makeKnownAnswer();
    await runJobs();
    await watch(watcher, threadId, "muted");
    const ben = await makeViewer();
    await judgeAnswer(ben, answerId, { verdict: "didnt", version: 1 });
    await correct(answerId, agent);
    await runJobs();
    for (const viewer of [requester, affected, watcher]) {
      expect((await answerSubjects(viewer)).at(-1)).toBe("Corrected: Keep the Wi-Fi password");
      expect(await answerSubjects(viewer)).toHaveLength(2);
    }
    expect(await answerSubjects(ben)).toEqual(["There is an answer: Keep the Wi-Fi password"]);
    const mail = (await mailsTo(requester)).find(({ subject }) => subject.startsWith("Corrected"));
    expect(mail?.text).toContain("> Ten, not five.");
  });

  test("a withdrawal is told once to everybody who was told, with its reason", async () => {
    const { answerId, reviewer, agent, requester, threadId } = await makeKnownAnswer();
    const { id } = await makeThread(requester);
    await linkThread(agent, answerId, id);
    await runJobs();
    await retractAnswer(reviewer, answerId, { reason: "It damages the X200." });
    await runJobs();
    const mail = (await mailsTo(requester)).at(-1);
    expect(await answerSubjects(requester)).toHaveLength(2);
    expect(mail?.text).toContain("> It damages the X200.");
    expect(threadId).toBeGreaterThan(0);
  });
});

describe("a text in review", () => {
  test("is told to those who may review it, not to its author, and comes back to the author alone", async () => {
    const [lead, manager, customer] = [await makeViewer("lead"), await makeViewer("manager"), await makeViewer()];
    await makeDraftInReview();
    await runJobs();
    for (const viewer of [lead, manager]) expect((await noticesTo(viewer)).at(-1)?.kind).toBe("review");
    expect(await noticesTo(customer)).toEqual([]);
  });
});
