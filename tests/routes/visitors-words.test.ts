import type { ActionFunctionArgs } from "@remix-run/node";
import { beforeEach, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import { type Viewer, viewerFrom, visitor } from "../../app/domain/accounts/viewer.ts";
import { askAsGuest } from "../../app/domain/threads/ask-as-guest.server.ts";
import { askInput } from "../../app/domain/threads/input.ts";
import { listSteps } from "../../app/domain/threads/list-steps.server.ts";
import { markSolution, unmarkSolution } from "../../app/domain/threads/mark-solution.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import * as ofAnswer from "../../app/routes/answers.$slug.outcome.tsx";
import * as ofPost from "../../app/routes/posts.$id.outcome.tsx";
import { makeAnswer } from "../factories/answers.ts";
import { makeCategory, makeReply, makeThread, makeViewer } from "../factories.ts";

const ORIGIN = "http://forum.example";

let asker: Viewer;
let threadId: number;
let id: number;
let count = 0;

beforeEach(async () => {
  asker = await makeViewer();
  threadId = (await makeThread(asker)).id;
  id = (await makeReply(await makeViewer(), threadId)).id;
  await markSolution(asker, id);
});

interface Sender {
  cookie?: string;
  address?: string;
  agent?: string;
}

function args(path: string, { cookie = "", address = "192.0.2.1", agent = "Test" }: Sender, fields?: object) {
  const init = fields ? { method: "POST", body: new URLSearchParams(fields as Record<string, string>) } : {};
  const headers = { Cookie: cookie, Origin: ORIGIN, "User-Agent": agent };
  const [, , name = ""] = path.split(/[/?]/);
  const context = { nonce: "", requestId: `test-${++count}`, clientAddress: address };
  const request = new Request(ORIGIN + path, { ...init, headers });
  return { request, context, params: { id: name, slug: name } } as unknown as ActionFunctionArgs;
}

/** Where it leads, the cookie it gives, or the status with which it is refused. */
async function sent(running: Promise<unknown>) {
  const answer = await running.catch((thrown: unknown) => thrown);
  if (!(answer instanceof Response)) return { status: (answer as { init: ResponseInit }).init.status };
  const cookie = answer.headers.get("Set-Cookie") ?? "";
  return { status: answer.status, to: answer.headers.get("Location"), cookie, sends: cookie.split(";")[0] ?? "" };
}

const say = (outcome: string, sender: Sender = {}, query = "") =>
  sent(ofPost.action(args(`/posts/${id}/outcome${query}`, sender, { outcome })));
const sayOf = (slug: string, fields: object, sender: Sender = {}) =>
  sent(ofAnswer.action(args(`/answers/${slug}/outcome`, sender, fields)));
const cookieOf = async ({ id: of }: Viewer) => (await startSession(of, "Test")).split(";")[0] ?? "";
const tally = async () => {
  const { workedCount, didntCount, visitorsWorked, visitorsDidnt } = await prisma.post.findUniqueOrThrow({
    where: { id },
  });
  return [workedCount, didntCount, visitorsWorked, visitorsDidnt];
};

describe("a visitor's word on a solution", () => {
  test("is counted apart, changed, and taken back, by one cookie that is sent to no page that all share", async () => {
    const first = await say("worked");
    expect(first).toMatchObject({ status: 303, to: `/posts/${id}/outcome#post-${id}` });
    expect(first.cookie).toMatch(/^reader=[\w-]{22}\.[\w-]{22}; Path=\/posts; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const cookie = first.sends;
    expect(await tally()).toEqual([0, 0, 1, 0]);
    const page = await ofPost.loader(args(`/posts/${id}/outcome`, { cookie }));
    expect(page).toMatchObject({ said: { postId: id, outcome: "worked" } });
    await say("didnt", { cookie });
    expect(await tally()).toEqual([0, 0, 0, 1]);
    await say("withdrawn", { cookie });
    expect(await tally()).toEqual([0, 0, 0, 0]);
    expect(await ofPost.loader(args(`/posts/${id}/outcome`, {}))).toMatchObject({ said: { outcome: null } });
  });

  test("pressed twice before the cookie has come is one word", async () => {
    await Promise.all([say("worked"), say("worked")]);
    expect(await tally()).toEqual([0, 0, 1, 0]);
    expect(await prisma.visitorWord.count({ where: { postId: id } })).toBe(1);
  });

  test("gives up its place to what the same person says as a member", async () => {
    const { sends } = await say("worked");
    const cookie = `${sends}; ${await cookieOf(await makeViewer())}`;
    expect(await say("didnt", { cookie })).toMatchObject({ to: `/threads/${threadId}#post-${id}` });
    expect(await tally()).toEqual([0, 1, 0, 0]);
    const where = { kind: "post.visitor_said", postId: id };
    const actors = await prisma.event.findMany({ where, select: { actorId: true } });
    expect(actors).toEqual([{ actorId: null }, { actorId: null }]);
  });

  test("can be taken back when it is no solution any more, and is not asked for again", async () => {
    const { sends: cookie } = await say("didnt");
    await unmarkSolution(asker, id);
    const page = await ofPost.loader(args(`/posts/${id}/outcome`, { cookie }));
    expect(page).toMatchObject({ said: { postId: id, outcome: "didnt" } });
    expect(await say("worked", { cookie })).toMatchObject({ status: 409 });
    expect(await tally()).toEqual([0, 0, 0, 1]);
    expect(await say("withdrawn", { cookie })).toMatchObject({ status: 303 });
    expect(await tally()).toEqual([0, 0, 0, 0]);
    expect(await say("withdrawn", { cookie })).toMatchObject({ status: 302 });
  });

  test("of a step counts for it alone, by its address and by the form of a page from before", async () => {
    const author = await prisma.post.findUniqueOrThrow({ where: { id }, select: { author: true } });
    await listSteps(viewerFrom(author.author), id, { body: ["Unplug it.", "Plug it in."] });
    const member = await makeViewer();
    const cookie = await cookieOf(member);
    const fields = { outcome: "didnt", step: "2" };
    expect(await say("worked", { cookie }, "?step=1")).toMatchObject({ status: 303 });
    const old = await sent(ofPost.action(args(`/posts/${id}/outcome`, { cookie }, fields)));
    expect(old).toMatchObject({ status: 303 });
    const said = await prisma.postOutcome.findMany({ where: { postId: id, accountId: member.id } });
    expect(said.map(({ step, outcome }) => [step, outcome])).toEqual([
      [1, "worked"],
      [2, "didnt"],
    ]);
  });

  test("stands where the same person's word as a member is refused", async () => {
    const { sends } = await say("worked");
    const cookie = `${sends}; ${await cookieOf(await makeViewer())}`;
    expect(await say("didnt", { cookie }, "?step=7")).toMatchObject({ status: 404 });
    expect(await tally()).toEqual([0, 0, 1, 0]);
  });

  test("reopens nothing and tells nobody, however many say so", async () => {
    for (const agent of "abcde") await say("didnt", { agent });
    expect(await tally()).toEqual([0, 0, 0, 5]);
    expect(await prisma.thread.findUnique({ where: { id: threadId } })).toMatchObject({ state: "solved" });
    const jobs = await prisma.$queryRaw<object[]>`SELECT key FROM graphile_worker.jobs
      WHERE key IN (SELECT 'notify:' || id FROM "Event" WHERE "postId" = ${id} AND kind = 'post.visitor_said')`;
    expect(jobs).toEqual([]);
  });

  test("is taken from one network five times a day without a cookie", async () => {
    for (const agent of "abcde") expect(await say("worked", { agent })).toMatchObject({ status: 303 });
    expect(await say("worked", { agent: "f" })).toMatchObject({ status: 429 });
    expect(await say("worked", { agent: "f", address: "2001:db8::1" })).toMatchObject({ status: 303 });
    expect(await tally()).toEqual([0, 0, 6, 0]);
  });

  test("is refused of what is no solution, of what they may not see, and where it says something else", async () => {
    expect(await say("tried")).toMatchObject({ status: 422 });
    const forged = await say("worked", { cookie: `reader=${"a".repeat(22)}.${"b".repeat(22)}` });
    expect(forged.sends).not.toContain("aaaa");
    await unmarkSolution(asker, id);
    expect(await say("worked", { agent: "other" })).toMatchObject({ status: 302 });
    await prisma.thread.update({ where: { id: threadId }, data: { hiddenAt: new Date() } });
    expect(await say("worked", { agent: "other" })).toMatchObject({ status: 404 });
    expect(await tally()).toEqual([0, 0, 1, 0]);
  });
});

describe("a visitor's word on a company answer", () => {
  const counts = (answerId: number) =>
    prisma.answer.findUniqueOrThrow({
      where: { id: answerId },
      select: { workedCount: true, didntCount: true, visitorsWorked: true, visitorsDidnt: true },
    });

  test("belongs to the version that was read, and goes back to no ticket", async () => {
    const { slug, answerId, threadId: linked } = await makeAnswer();
    const said = await sayOf(slug, { verdict: "failed", version: 1, back: `/threads/${linked}` });
    expect(said).toMatchObject({ to: `/answers/${slug}/outcome?back=%2Fthreads%2F${linked}#did-it-work` });
    expect(await counts(answerId)).toMatchObject({ didntCount: 0, visitorsDidnt: 1 });
    const page = await ofAnswer.loader(args(`/answers/${slug}/outcome`, { cookie: said.sends }));
    expect(page).toMatchObject({ data: { asVisitor: { said: "didnt" } } });
    await sayOf(slug, { verdict: "withdrawn", version: 1 }, { cookie: said.sends });
    expect(await counts(answerId)).toMatchObject({ visitorsDidnt: 0 });
    expect(await sayOf(slug, { verdict: "worked", version: 2 })).toMatchObject({ status: 409 });
    expect(await prisma.event.count({ where: { answerId, kind: "answer.did_not_work" } })).toBe(0);
  });

  test("is the asker's own where who asked has no account", async () => {
    const { slug, answerId } = await makeAnswer();
    const words = { title: "Kettle sings", body: "All night.", categoryId: String((await makeCategory()).id) };
    const asked = await askAsGuest(visitor(), askInput.parse(words), { name: "Guest", email: null });
    const cookie = await cookieOf({ ...visitor(), id: asked.accountId });
    await sayOf(slug, { verdict: "worked", version: 1 }, { cookie });
    expect(await counts(answerId)).toMatchObject({ workedCount: 0, visitorsWorked: 1 });
    await prisma.answerThread.create({ data: { answerId, threadId: asked.id } });
    await prisma.thread.update({ where: { id: asked.id }, data: { state: "solved" } });
    await sayOf(slug, { verdict: "failed", version: 1, back: `/threads/${asked.id}` }, { cookie });
    expect(await counts(answerId)).toMatchObject({ didntCount: 1 });
    expect(await prisma.thread.findUnique({ where: { id: asked.id } })).toMatchObject({ state: "needs_attention" });
  });
});
