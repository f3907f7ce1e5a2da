import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { stepsInput } from "../../../app/domain/threads/input.ts";
import { judgePost } from "../../../app/domain/threads/judge-post.server.ts";
import { listReplies } from "../../../app/domain/threads/list-replies.server.ts";
import { listSteps } from "../../../app/domain/threads/list-steps.server.ts";
import { countWaiting, listThreads } from "../../../app/domain/threads/list-threads.server.ts";
import { markSolution } from "../../../app/domain/threads/mark-solution.server.ts";
import { listedIn } from "../../../app/domain/threads/step.ts";
import { listThreadSteps } from "../../../app/domain/threads/steps.server.ts";
import { needsCheck } from "../../../app/domain/threads/thread.ts";
import { requireThread } from "../../../app/domain/threads/threads.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Forbidden, NotFound } from "../../../app/platform/errors.ts";
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

const post = () => prisma.post.findUniqueOrThrow({ where: { id: replyId } });
const list = (viewer: Viewer, ...steps: string[]) =>
  listSteps(viewer, replyId, stepsInput.parse({ body: steps.join("\n") }));
const shown = async (viewer: Viewer) => (await listReplies(viewer, threadId, "best", null)).rows[0];
const soFar = async (viewer: Viewer) => listThreadSteps(viewer, await requireThread(viewer, threadId));

describe("a mark", () => {
  test("says tried, worked, didn't or can't; the last one counts, and it is taken back", async () => {
    for (const outcome of ["tried", "cant", "didnt"] as const) await judgePost(asker, replyId, outcome);
    expect(await shown(peer)).toMatchObject({ askerOutcome: "didnt", outcome: null, didntCount: 1 });
    expect(await prisma.postOutcome.count({ where: { postId: replyId } })).toBe(1);
    await judgePost(asker, replyId, "cant");
    expect(await post()).toMatchObject({ workedCount: 0, didntCount: 0 });
    await judgePost(asker, replyId, "withdrawn");
    expect(await shown(asker)).toMatchObject({ askerOutcome: null, outcome: null });
  });

  test("given at the same moment is one mark, counted as what it is", async () => {
    const outcomes = ["worked", "didnt", "tried", "cant"] as const;
    for (let round = 0; round < 5; round++) {
      await Promise.all([...outcomes, ...outcomes].map((outcome) => judgePost(asker, replyId, outcome)));
      const [mark, ...more] = await prisma.postOutcome.findMany({ where: { postId: replyId } });
      expect(more).toEqual([]);
      const { workedCount, didntCount } = await post();
      expect([workedCount, didntCount]).toEqual([
        Number(mark?.outcome === "worked"),
        Number(mark?.outcome === "didnt"),
      ]);
    }
  });
});

describe("steps listed in a reply", () => {
  test("are marked one by one; of the reply, each person counts once", async () => {
    await list(peer, "1. Hold WPS", "2. Reset the router", "3. Update");
    await judgePost(asker, replyId, "didnt", { step: 1 });
    await judgePost(asker, replyId, "worked", { step: 2 });
    await judgePost(await makeViewer(), replyId, "didnt", { step: 1 });
    expect(await post()).toMatchObject({ workedCount: 1, didntCount: 1 });
    const reply = await shown(asker);
    expect(reply?.steps).toEqual([
      { number: 1, text: "Hold WPS", worked: 0, didnt: 2, outcome: "didnt", askerOutcome: "didnt" },
      { number: 2, text: "Reset the router", worked: 1, didnt: 0, outcome: "worked", askerOutcome: "worked" },
      { number: 3, text: "Update", worked: 0, didnt: 0, outcome: null, askerOutcome: null },
    ]);
  });

  test("are listed by the reply's author or staff; what is not listed has no mark", async () => {
    await expect(list(await makeViewer("expert"), "a b", "c d")).rejects.toThrow(Forbidden);
    await list(await makeViewer("agent_1"), "Hold WPS", "Reset");
    await expect(judgePost(asker, replyId, "worked", { step: 3 })).rejects.toThrow(NotFound);
    expect(stepsInput.safeParse({ body: "only one" }).success).toBe(false);
  });

  test("keep their marks while their words stay; changed words are another step", async () => {
    await list(peer, "Hold WPS", "Reset");
    await judgePost(asker, replyId, "didnt", { step: 1 });
    await list(peer, "Reset", "Hold WPS for five seconds");
    await expect(judgePost(asker, replyId, "tried", { step: 1 })).rejects.toThrow(NotFound);
    expect((await shown(asker))?.steps.map(({ number }) => number)).toEqual([2, 3]);
    expect(await soFar(asker)).toMatchObject([{ text: "Hold WPS", marks: [{ outcome: "didnt", isAsker: true }] }]);
    await judgePost(asker, replyId, "withdrawn", { step: 1 });
    expect(await post()).toMatchObject({ didntCount: 0 });
  });

  test("one that failed the asker takes the solution's mark off, unless another of it worked", async () => {
    await list(peer, "Hold WPS", "Reset");
    await markSolution(asker, replyId);
    await judgePost(asker, replyId, "worked", { step: 1 });
    await judgePost(asker, replyId, "didnt", { step: 2 });
    expect((await post()).solutionAt).not.toBeNull();
    await judgePost(asker, replyId, "didnt", { step: 1 });
    expect((await post()).solutionAt).toBeNull();
  });

  test("are proposed from a numbered list, code aside", () => {
    expect(listedIn("Try:\n\n1. Hold **WPS**\n2) Reset\n\n```\n1. code\n```")).toEqual(["Hold WPS", "Reset"]);
    expect(listedIn("1. only this")).toEqual([]);
  });
});

test("what needs a check is listed while it does", async () => {
  const listed = async () => (await listThreads(asker, { view: "needs_check" }, null)).rows.map(({ id }) => id);
  await markSolution(asker, replyId);
  const [one, two] = [await makeViewer(), await makeViewer()];
  await judgePost(one, replyId, "didnt");
  expect(await listed()).toEqual([]);
  await judgePost(two, replyId, "didnt");
  expect(await listed()).toEqual([threadId]);
  expect(await countWaiting(asker, "needs_check")).toBe(1);
  for (const viewer of [asker, one]) await judgePost(viewer, replyId, "worked");
  expect(await listed()).toEqual([]);
  // Visitors' words weigh as in needsCheck.
  await prisma.post.update({ where: { id: replyId }, data: { visitorsDidnt: 900 } });
  expect(await listed()).toEqual([threadId]);
  await prisma.post.update({ where: { id: replyId }, data: { visitorsWorked: 900 } });
  expect(await listed()).toEqual([]);
});

test("a solution that failed two, and more than it helped, needs a check", () => {
  const said = (worked: number, didnt: number, visitorsWorked = 0, visitorsDidnt = 0) =>
    needsCheck("solved", { worked, didnt, visitorsWorked, visitorsDidnt });
  expect([said(1, 2), said(2, 2), said(0, 1)]).toEqual([true, false, false]);
  // Visitors weigh with a member, little, and never without one.
  expect([said(0, 1, 0, 4), said(0, 1, 0, 5), said(0, 0, 0, 900)]).toEqual([false, true, false]);
  expect([said(3, 1, 0, 900), said(1, 2, 900, 0)]).toEqual([false, false]);
  expect(needsCheck("responded", { worked: 0, didnt: 9, visitorsWorked: 0, visitorsDidnt: 0 })).toBe(false);
});

describe("the steps so far", () => {
  test("say who, what and when, the asker first: to the asker and staff, and to nobody else", async () => {
    const other = await makeViewer("customer", { name: "Jonas" });
    await judgePost(other, replyId, "worked");
    await judgePost(asker, replyId, "didnt");
    const [step] = await soFar(asker);
    expect(step).toMatchObject({ postId: replyId, text: "Hold WPS for five seconds.", markCount: 2 });
    expect(step?.marks.map(({ name, outcome, isAsker }) => [name, outcome, isAsker])).toEqual([
      [asker.name, "didnt", true],
      ["Jonas", "worked", false],
    ]);
    expect(step?.marks[0]?.at).toBeInstanceOf(Date);
    expect(await soFar(await makeViewer("agent_1"))).toHaveLength(1);
    for (const viewer of [peer, other, await makeViewer("expert")]) expect(await soFar(viewer)).toEqual([]);
    await prisma.post.update({ where: { id: replyId }, data: { hiddenAt: new Date() } });
    expect(await soFar(asker)).toEqual([]);
  });
});
