import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { isNight, morningAfter } from "../../../app/domain/calendars/night.ts";
import { chooseMail } from "../../../app/domain/notifications/mail-choice.server.ts";
import { defaultChoice } from "../../../app/domain/notifications/mail-pace.ts";
import { HELPERS_A_WAVE } from "../../../app/domain/routing/helper.ts";
import { routingReport } from "../../../app/domain/routing/report.server.ts";
import { routeQuestion, unansweredQuestions } from "../../../app/domain/routing/route-question.server.ts";
import { markSolution } from "../../../app/domain/threads/mark-solution.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { mailsTo, noticesTo, runJobs } from "../../factories/answers.ts";
import { makeCategory, makeReply, makeThread, makeViewer } from "../../factories.ts";

/** Noon, when nobody in Europe sleeps. */
const noon = new Date(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`);
const fourDaysLater = new Date(noon.getTime() + 4 * 86_400_000);

let asker: Viewer;
let categoryId: string;
let questionId: number;
let near: number[];

beforeEach(async () => {
  await prisma.event.count();
  asker = await makeViewer("customer", { timeZone: "UTC" });
  categoryId = String((await makeCategory()).id);
  near = [];
  questionId = (await makeThread(asker, { categoryId })).id;
});

/** Where nobody sleeps at that noon, nor now, nor in an hour: what only nudges somebody is not mailed at night. */
function wideAwake() {
  const times = [noon, new Date(), new Date(Date.now() + 3_600_000)];
  const zones = [-9, -8, -7, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4].map((west) => `Etc/GMT${west > 0 ? "+" : ""}${west}`);
  return zones.find((zone) => times.every((at) => !isNight(zone, at))) ?? "";
}

/** Somebody who solved so many questions like it, and so many others of its category. */
async function makeHelper(like: number, other = 0, timeZone = "Europe/Berlin") {
  const helper = await makeViewer("expert", { timeZone });
  for (let i = 0; i < like + other; i++) {
    const { id } = await makeThread(asker, { categoryId });
    await markSolution(asker, (await makeReply(helper, id)).id);
    if (i < like) near.push(id);
  }
  return helper;
}

const called = async (now = noon) => (await routeQuestion(questionId, near, now)).map(({ accountId }) => accountId);

describe("a question that nobody has answered", () => {
  test("is first told to a few who solved such, each of whom hears why; what comes of it is counted", async () => {
    const [expert, neighbour] = [await makeHelper(2, 0, wideAwake()), await makeHelper(0, 1)];
    expect(await called()).toEqual([expert.id, neighbour.id]);
    await runJobs();
    expect((await noticesTo(expert)).filter(({ kind }) => kind === "helper")).toMatchObject([{ threadId: questionId }]);
    const text = (await mailsTo(expert)).find(({ subject }) => subject.startsWith("You may know"))?.text ?? "";
    expect(text).toContain("because you solved 2 questions like this one");
    expect(text).toContain(`unsubscribe?token=${expert.id}.group.helping`);
    const lead = await makeViewer("lead");
    const before = await routingReport(lead);
    await markSolution(asker, (await makeReply(expert, questionId)).id);
    expect(await routingReport(lead)).toMatchObject({ answered: before.answered + 1, solved: before.solved + 1 });
    expect(await called(fourDaysLater), "answered").toEqual([]);
  });

  test("goes to the next few when these had their support hours, and never to the same", async () => {
    const helpers = [];
    for (let i = 0; i < HELPERS_A_WAVE + 2; i++) helpers.push((await makeHelper(1)).id);
    const first = await called();
    expect(first).toHaveLength(HELPERS_A_WAVE);
    expect(await called(), "they have their time").toEqual([]);
    const second = await called(fourDaysLater);
    expect([...first, ...second].sort()).toEqual(helpers.sort());
    expect(await called(new Date(fourDaysLater.getTime() + 4 * 86_400_000)), "nobody is left").toEqual([]);
  });

  test("is routed once by two workers at once, and recorded with whom and why", async () => {
    const helper = await makeHelper(1);
    await Promise.all([called(), called(), called()]);
    const events = await prisma.event.findMany({ where: { threadId: questionId, kind: "thread.routed" } });
    expect(events.map(({ data }) => data)).toEqual([
      { wave: 1, helpers: [{ accountId: helper.id, near: 1, inCategory: 1 }] },
    ]);
  });

  test("calls nobody who sleeps, wants to be left alone, was called often today, may not read it, or has gone", async () => {
    await makeHelper(1, 0, "Pacific/Auckland");
    const alone = await makeHelper(1);
    await chooseMail(alone, { ...defaultChoice, off: ["helping"] });
    const busy = await makeHelper(1);
    const rows = [1, 2, 3].map((i) => ({
      accountId: busy.id,
      kind: "helper",
      eventId: BigInt(busy.id * 1_000 + i),
      data: {},
    }));
    await prisma.notification.createMany({ data: rows });
    const gone = await makeHelper(1);
    await prisma.post.updateMany({ where: { authorId: gone.id }, data: { createdAt: new Date(1.6e12) } });
    const suspended = await makeHelper(1);
    await prisma.account.update({ where: { id: suspended.id }, data: { suspendedUntil: new Date(4e12) } });
    expect(await called()).toEqual([]);
    const fit = await makeHelper(1);
    await prisma.category.update({ where: { id: Number(categoryId) }, data: { readableBy: "staff" } });
    expect(await called()).toEqual([]);
    await prisma.category.update({ where: { id: Number(categoryId) }, data: { readableBy: "everyone" } });
    expect(await called()).toEqual([fit.id]);
  });

  test("is found until it is answered, hidden or with staff", async () => {
    const soon = new Date(Date.now() + 10 * 60_000);
    const isFound = async (now = soon) => (await unansweredQuestions(now)).some(({ id }) => id === questionId);
    expect([await isFound(new Date()), await isFound()]).toEqual([false, true]);
    await makeReply(await makeViewer(), questionId);
    expect(await isFound()).toBe(false);
  });

  test("waits for the morning where its helper is", () => {
    expect([21, 22, 3, 7, 8].map((hour) => isNight("UTC", new Date(Date.UTC(2026, 0, 5, hour))))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(isNight("Africa/Cairo", new Date("2026-01-05T20:30:00Z"))).toBe(true);
    const morning = morningAfter("Africa/Cairo", new Date("2026-01-05T20:30:00Z"));
    expect([morning, morningAfter("Africa/Cairo", new Date("2026-01-05T23:00:00Z"))]).toEqual(
      Array(2).fill(new Date("2026-01-06T06:00:00Z")),
    );
  });
});
