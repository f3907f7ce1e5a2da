import { beforeEach, describe, expect, test } from "vitest";
import { type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import { hidePost } from "../../../app/domain/threads/hide-post.server.ts";
import { questionsInput } from "../../../app/domain/threads/input.ts";
import { markSolution, unmarkSolution } from "../../../app/domain/threads/mark-solution.server.ts";
import { numberQuestions } from "../../../app/domain/threads/number-questions.server.ts";
import { pathOfPost } from "../../../app/domain/threads/post-path.server.ts";
import { rejoinedInto } from "../../../app/domain/threads/questions.server.ts";
import { questionsIn, withQuestions } from "../../../app/domain/threads/questions.ts";
import { readThread } from "../../../app/domain/threads/read-thread.server.ts";
import { rejoinQuestion, splitQuestion } from "../../../app/domain/threads/split-question.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Forbidden, NotFound } from "../../../app/platform/errors.ts";
import { runJobs, telling } from "../../factories/answers.ts";
import { makeReply, makeThread, makeViewer } from "../../factories.ts";

const ASKED = ["Why does it forget the Wi-Fi?", "How do I turn the light off?", "Where is the manual?"];

let asker: Viewer;
let peer: Viewer;
let threadId: number;

beforeEach(async () => {
  [asker, peer] = await Promise.all([makeViewer(), makeViewer()]);
  threadId = (await makeThread(asker, { questions: ASKED.join("\n"), tags: "wi-fi" })).id;
});

const state = async (id = threadId) => (await prisma.thread.findUniqueOrThrow({ where: { id } })).state;
const reply = async (text = "Like this.") => (await makeReply(peer, threadId, text)).id;
const list = async (viewer: Viewer = visitor()) => (await readThread(viewer, threadId)).questions;
const number = (viewer: Viewer, ...questions: string[]) =>
  numberQuestions(viewer, threadId, questionsInput.parse({ body: questions.join("\n") }));
const question = (id = threadId) => prisma.post.findFirstOrThrow({ where: { threadId: id, position: 1 } });

describe("several questions in one", () => {
  test("are numbered with the thread, and stand in its text for every reader", async () => {
    expect((await list()).map((one) => [one.number, one.text])).toEqual(ASKED.map((text, index) => [index + 1, text]));
    expect((await question()).markdown).toBe(
      `After every restart.\n\n${ASKED.map((text, i) => `${i + 1}. ${text}`).join("\n")}`,
    );
  });

  test("are answered one by one: the thread is solved when all are", async () => {
    const [a, b] = [await reply(), await reply()];
    await expect(markSolution(asker, a)).rejects.toMatchObject({ code: "say_which_question" });
    await markSolution(asker, a, [1, 3]);
    expect(await state()).toBe("responded");
    expect((await list()).map(({ answeredBy }) => answeredBy)).toEqual([[a], [], [a]]);
    await markSolution(asker, b, [2]);
    expect(await state()).toBe("solved");
    await markSolution(asker, a, [1]);
    expect(await state()).toBe("needs_attention");
    await markSolution(asker, b, [2, 3]);
    expect(await state()).toBe("solved");
    await hidePost(await makeViewer("agent_1"), a);
    expect(await state()).not.toBe("solved");
    await unmarkSolution(asker, b);
    expect((await list()).every(({ answeredBy }) => answeredBy.length === 0)).toBe(true);
  });

  test("are changed by the asker and staff; words that stay keep what was said", async () => {
    const a = await reply();
    await markSolution(asker, a, [1]);
    await expect(number(peer, "One?", "Two?")).rejects.toThrow(Forbidden);
    await number(await makeViewer("agent_1"), ASKED[0] ?? "", "And the noise?");
    expect((await list()).map((one) => [one.number, one.text, one.answeredBy])).toEqual([
      [1, ASKED[0], [a]],
      [4, "And the noise?", []],
    ]);
    expect(await question()).toMatchObject({ revision: 2, markdown: expect.stringContaining("And the noise?") });
    await number(asker);
    expect(await list()).toEqual([]);
    expect(await state()).toBe("solved");
  });

  test("are proposed from a numbered list of questions, and from no other", () => {
    expect(questionsIn("Hello\n1. Why?\n2. How?")).toEqual(["Why?", "How?"]);
    expect(questionsIn("I did:\n1. this\n2. that")).toEqual([]);
    expect(withQuestions("1. Why **now**?", ["Why now?", "How?"])).toBe("1. Why **now**?\n\n2. How?");
  });
});

describe("a question split off", () => {
  test("becomes the same asker's thread, with what stood around it and the replies that answer it alone", async () => {
    const [own, both, other] = [await reply("Only the light."), await reply(), await reply("Something else.")];
    await markSolution(asker, own, [2]);
    await markSolution(asker, both, [1, 2]);
    const { id } = await splitQuestion(await makeViewer("agent_1"), threadId, 2);
    const split = await readThread(visitor(), id);
    expect(split).toMatchObject({
      title: ASKED[1],
      authorId: asker.id,
      state: "solved",
      replyCount: 1,
      solutionCount: 1,
    });
    expect(split.splitOf).toEqual({ threadId, title: "Printer forgets Wi-Fi", number: 2 });
    expect(split.tags).toHaveLength(1);
    expect((await question(id)).markdown).toContain("> After every restart.");
    expect(await pathOfPost(visitor(), own)).toBe(`/threads/${id}#post-${own}`);
    expect(await pathOfPost(visitor(), other)).toBe(`/threads/${threadId}#post-${other}`);
    const left = await readThread(visitor(), threadId);
    expect(left).toMatchObject({ replyCount: 2, state: "responded" });
    expect(left.questions[1]).toMatchObject({ isSplit: true, splitInto: id, movedPostIds: [own] });
    const watches = await prisma.watch.findMany({ where: { threadId: id }, orderBy: { accountId: "asc" } });
    expect(watches.map(({ accountId }) => accountId)).toEqual([asker.id, peer.id].sort((a, b) => a - b));
  });

  test("is told to its asker by name, once, and leads to its own thread; never to whoever split it", async () => {
    const { id } = await splitQuestion(await makeViewer("agent_1"), threadId, 2);
    await splitQuestion(asker, threadId, 3);
    await runJobs({ ...telling, index: async () => {} });
    const told = await prisma.notification.findMany({ where: { accountId: asker.id, kind: { contains: "split" } } });
    expect(told).toMatchObject([{ kind: "your_split", reason: "asked", threadId: id }]);
  });

  test("is split once, however often and by however many at once; never the last one", async () => {
    for (let round = 0; round < 5; round++) {
      const made = await Promise.all(Array.from({ length: 6 }, () => splitQuestion(asker, threadId, 1)));
      expect(new Set(made.map(({ id }) => id)).size).toBe(1);
      await rejoinQuestion(asker, threadId, 1);
    }
    await splitQuestion(asker, threadId, 1);
    const race = await Promise.allSettled([splitQuestion(asker, threadId, 2), splitQuestion(asker, threadId, 3)]);
    expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [first] = await prisma.threadQuestion.findMany({ where: { threadId }, orderBy: { number: "asc" } });
    const twice = { title: "Again", categoryId: (await prisma.category.findFirstOrThrow()).id, authorId: asker.id };
    await expect(prisma.thread.create({ data: { ...twice, splitOfId: first?.id ?? 0 } })).rejects.toThrow();
  });

  test("solves what is left when the rest is answered, and goes on waiting from when the asker began to", async () => {
    const before = await prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
    const { id } = await splitQuestion(asker, threadId, 2);
    expect(await prisma.thread.findUniqueOrThrow({ where: { id } })).toMatchObject({
      waitingSince: before.waitingSince,
    });
    await markSolution(asker, await reply(), [1, 3]);
    expect(await state()).toBe("solved");
  });

  test("comes back while nobody has written there: nothing is lost, and its address leads home", async () => {
    const own = await reply("Only the light.");
    await markSolution(asker, own, [2]);
    const { id } = await splitQuestion(asker, threadId, 2);
    await rejoinQuestion(asker, threadId, 2);
    expect((await list())[1]).toMatchObject({ isSplit: false, answeredBy: [own], movedPostIds: [] });
    expect((await readThread(visitor(), threadId)).replyCount).toBe(1);
    await expect(readThread(asker, id)).rejects.toThrow(NotFound);
    expect(await rejoinedInto(id)).toBe(threadId);
    const again = await splitQuestion(asker, threadId, 2);
    await makeReply(await makeViewer(), again.id, "More.");
    await expect(rejoinQuestion(asker, threadId, 2)).rejects.toMatchObject({ code: "split_has_grown" });
  });

  test("is the asker's and staff's to split, and seen where its thread is", async () => {
    await expect(splitQuestion(peer, threadId, 1)).rejects.toThrow(Forbidden);
    const { id } = await splitQuestion(asker, threadId, 1);
    await prisma.thread.update({ where: { id }, data: { hiddenAt: new Date() } });
    expect((await list())[0]).toMatchObject({ isSplit: true, splitInto: null });
    expect((await list(asker))[0]).toMatchObject({ splitInto: id });
  });
});
