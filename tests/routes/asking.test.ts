import type { ActionFunctionArgs } from "@remix-run/node";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { changeSettings } from "../../app/domain/settings/settings.server.ts";
import { clearAttempts } from "../../app/domain/threads/ask-attempts.server.ts";
import { findAskDraft, listAskDrafts } from "../../app/domain/threads/ask-drafts.server.ts";
import { clearLeavings, leavingsByField } from "../../app/domain/threads/ask-leavings.server.ts";
import { askThread } from "../../app/domain/threads/ask-thread.server.ts";
import { askTips, isToldTips, readTold, readWithTips } from "../../app/domain/threads/ask-tips.server.ts";
import { verdictOn } from "../../app/domain/threads/ask-tips.ts";
import { askInput } from "../../app/domain/threads/input.ts";
import { markSolution } from "../../app/domain/threads/mark-solution.server.ts";
import { prisma, transaction } from "../../app/platform/db.server.ts";
import * as ask from "../../app/routes/threads.new/route.tsx";
import * as draft from "../../app/routes/threads.new_.draft.ts";
import * as outcome from "../../app/routes/threads.new_.outcome.tsx";
import * as suggestions from "../../app/routes/threads.new_.suggestions.tsx";
import { makeCase } from "../factories/tickets.ts";
import { makeCategory, makeReply, makeThread, makeViewer } from "../factories.ts";
import { indexEverything } from "../support/indexing.ts";

const ORIGIN = "http://forum.example";
const KEY = "form-0123456789";

let asker: Viewer;
let peer: Viewer;
let solved: { id: number };
let open: { id: number };

beforeEach(() => prisma.askAttempt.deleteMany());
beforeAll(async () => {
  [asker, peer] = await Promise.all([makeViewer(), makeViewer()]);
  open = await makeThread(asker, { title: "Theremin hums at night", body: "It hums whenever the lamp is lit." });
  solved = await makeThread(asker, { title: "Theremin hums by the lamp", body: "It hums at night." });
  const { id } = await makeReply(peer, solved.id, "Turn the lamp off at its plug.");
  await markSolution(asker, id);
  const category = await makeCategory({ readableBy: "staff" });
  await makeThread(await makeViewer("lead"), { title: "Theremin hums secretly", categoryId: String(category.id) });
  await indexEverything();
});

async function post(viewer: Viewer | null, path: string, fields: Record<string, string>) {
  const Cookie = viewer ? ((await startSession(viewer.id, "Test")).split(";")[0] ?? "") : "";
  const body = new URLSearchParams(fields);
  const request = new Request(ORIGIN + path, { method: "POST", body, headers: { Cookie, Origin: ORIGIN } });
  return { request, context: { nonce: "", requestId: "test", clientAddress: "" }, params: {} } as ActionFunctionArgs;
}

async function statusOf(running: Promise<unknown>) {
  const answer = await running.catch((thrown: unknown) => thrown);
  if (answer instanceof Response) return { status: answer.status, to: answer.headers.get("Location") };
  return { status: (answer as { init?: ResponseInit }).init?.status, to: null };
}

const typed = { title: "My theremin hums at night by the lamp", body: "It hums.", submissionKey: KEY };

async function suggested(viewer: Viewer | null, fields: Record<string, string> = typed) {
  const answer = (await suggestions.action(await post(viewer, "/threads/new/suggestions", fields))) as Response;
  return (await answer.json()) as { html: string; found: string };
}

const attempt = () => prisma.askAttempt.findFirst({ include: { suggestions: true } });
const tell = (viewer: Viewer | null, deed: string, suggestion: number) =>
  post(viewer, "/threads/new/outcome", { submissionKey: KEY, pick: `${deed}.${suggestion}` }).then((request) =>
    statusOf(outcome.action(request)),
  );

describe("what looks alike while somebody asks", () => {
  test("shows what is solved first, with what solved it, and nothing its reader may not see", async () => {
    const { html } = await suggested(peer);
    expect(html.indexOf("Theremin hums by the lamp")).toBeLessThan(html.indexOf("Theremin hums at night"));
    expect(html).toContain("Turn the lamp off at its plug.");
    expect(html).not.toContain("secretly");
    expect(html).toContain('value="joined.');
    expect((await suggested(null)).html).not.toContain('value="joined.');
  });

  test("is silent when nothing is near, and then nothing is noted", async () => {
    const answer = await suggested(peer, { title: "Zeppelin will not land", body: "Wind.", submissionKey: KEY });
    expect(answer).toEqual({ html: "", found: "" });
    expect(await attempt()).toBeNull();
  });
});

test("a title that says nothing is hinted at while somebody asks, with what it would be called", async () => {
  const { html, found } = await suggested(peer, { title: "Help!", body: "Zeppelins never land.", submissionKey: KEY });
  expect(html).toContain("called “Zeppelins never land”");
  expect(found).toContain("“Help!”");
});

describe("what somebody asking did", () => {
  beforeEach(() => suggested(peer));

  test("is noted: opened, joined, taken back, helped; whose it was is not", async () => {
    expect(await tell(peer, "opened", solved.id)).toEqual({ status: 303, to: `/threads/${solved.id}` });
    expect((await tell(peer, "joined", open.id)).to).toBe(`/threads/${open.id}`);
    expect(await prisma.affected.count({ where: { threadId: open.id } })).toBe(1);
    expect(await attempt()).toMatchObject({ endedAs: "joined", threadId: open.id });
    await tell(peer, "undone", open.id);
    expect(await prisma.affected.count({ where: { threadId: open.id } })).toBe(0);
    expect(await attempt()).toMatchObject({ endedAs: null, threadId: null });
    await tell(peer, "helped", solved.id);
    const { suggestions: shown, ...row } = (await attempt()) ?? { suggestions: [] };
    expect(row).toMatchObject({ endedAs: "helped", threadId: solved.id });
    const helped = shown.find(({ document }) => document === solved.id);
    expect([helped?.openedAt, helped?.helpedAt, helped?.joinedAt]).toEqual([expect.any(Date), expect.any(Date), null]);
    expect(Object.keys(row)).toEqual(["id", "startedAt", "endedAs", "endedAt", "threadId"]);
  });

  test("with a question of their own is reading it: it cannot be joined, and is not offered to be", async () => {
    expect((await suggested(asker)).html).not.toContain('value="joined.');
    expect(await tell(asker, "joined", open.id)).toEqual({ status: 303, to: `/threads/${open.id}` });
    expect(await prisma.affected.count({ where: { accountId: asker.id } })).toBe(0);
    expect(await attempt()).toMatchObject({ endedAs: null });
  });

  test("that left and came back to post is noted as posted anyway", async () => {
    const left = await post(peer, "/threads/new/outcome", { submissionKey: KEY, pick: "left" });
    expect(await statusOf(outcome.action(left))).toMatchObject({ status: 204 });
    expect(await attempt()).toMatchObject({ endedAs: "left" });
    const categoryId = String((await makeCategory()).id);
    const form = await post(peer, "/threads/new", { ...typed, categoryId, seen: "yes" });
    const { to } = await statusOf(ask.action(form));
    expect(await attempt()).toMatchObject({ endedAs: "posted", threadId: Number(to?.split("/")[2]) });
  });

  test("with what they may not see is not found; a visitor signs in to join", async () => {
    const hidden = await prisma.thread.findFirstOrThrow({ where: { title: { contains: "secretly" } } });
    expect(await tell(peer, "opened", hidden.id)).toMatchObject({ status: 404 });
    expect(await tell(null, "joined", open.id)).toMatchObject({ status: 302 });
    expect(await tell(peer, "opened", -12)).toMatchObject({ status: 404 });
  });

  test("is forgotten after a year and a bit", async () => {
    await clearAttempts(new Date(Date.now() + 390 * 86_400_000));
    expect(await attempt()).not.toBeNull();
    await clearAttempts(new Date(Date.now() + 401 * 86_400_000));
    expect(await attempt()).toBeNull();
  });
});

describe("what somebody has begun to ask", () => {
  const typing = async (viewer: Viewer | null, fields: Record<string, string>) => {
    const answer = await draft.action(await post(viewer, "/threads/new/draft", fields)).catch((thrown) => thrown);
    return answer instanceof Response && answer.ok ? ((await answer.json()) as { draft: string }).draft : null;
  };

  test("is kept for a member as it grows; two tabs have a draft each, and nobody else has either", async () => {
    const first = await typing(peer, { title: "Kettle" });
    const second = await typing(peer, { title: "Toaster" });
    expect(await typing(peer, { title: "Kettle sings", draft: first ?? "" })).toBe(first);
    const listed = await listAskDrafts(peer);
    expect(listed.map(({ title }) => title)).toEqual(["Kettle sings", "Toaster"]);
    expect(await listAskDrafts(asker)).toEqual([]);
    const [kettle] = listed;
    expect(await findAskDraft(peer, kettle?.key ?? "")).toMatchObject({ fields: { title: "Kettle sings" } });
    expect(await findAskDraft(asker, kettle?.key ?? "")).toBeNull();
    expect(await findAskDraft(asker, first)).toBeNull();
    expect(await typing(asker, { title: "Mine now", draft: first ?? "" })).not.toBe(first);
    expect(await findAskDraft(peer, first)).toMatchObject({ fields: { title: "Kettle sings" } });
    await typing(asker, { draft: kettle?.key ?? "", is: "off" });
    expect(await listAskDrafts(peer)).toHaveLength(2);
    await typing(peer, { draft: second ?? "", is: "off" });
    await typing(peer, { draft: kettle?.key ?? "", is: "off" });
    expect(await listAskDrafts(peer)).toEqual([]);
  });

  test("is kept on the server for nobody else, and not when there is nothing in it", async () => {
    expect(await typing(null, { title: "Kettle" })).toBeNull();
    expect(await typing(peer, { title: " ", body: "" })).toBe("");
    expect(await listAskDrafts(peer)).toEqual([]);
  });
});

test("a page that was left is counted by the field written in last, and told to leads", async () => {
  const leave = async (field: string) =>
    statusOf(outcome.action(await post(null, "/threads/new/outcome", { submissionKey: KEY, pick: "left", field })));
  for (const field of ["tried", "tried", "body", "nonsense", ""])
    expect(await leave(field)).toMatchObject({ status: 204 });
  expect(Object.fromEntries(await leavingsByField())).toEqual({ tried: 2, body: 1 });
  await clearLeavings(new Date(Date.now() + 402 * 86_400_000));
  expect(await prisma.askLeaving.count()).toBe(0);
});

test("what came of questions that say what was tried is counted of those old enough to be solved", async () => {
  const ids = await Promise.all(
    ["", "Restarted it.", "Restarted it twice."].map((tried) => makeThread(asker, { tried })),
  );
  const members = await makeCategory({ readableBy: "members" });
  ids.push(await makeThread(asker, { tried: "Asked a neighbour.", categoryId: String(members.id) }));
  const days = { createdAt: new Date(Date.now() - 10 * 86_400_000) };
  await prisma.thread.updateMany({ where: { id: { in: ids.map(({ id }) => id) } }, data: days });
  await prisma.thread.update({ where: { id: ids[1]?.id ?? 0 }, data: { state: "solved" } });
  const told = await readTold();
  expect(told).toContainEqual({ field: "tried", said: { count: 2, solved: 1 }, unsaid: { count: 1, solved: 0 } });
  expect(await askTips()).toEqual([]);
});

test("half of the forms show tips, each always the same; both sides are told, and that they are too few", async () => {
  const keys = Array.from({ length: 400 }, (_, number) => `form-of-tips-${number}`);
  const told = keys.filter(isToldTips);
  expect(told.length).toBeGreaterThan(150);
  expect(told.length).toBeLessThan(250);
  expect(keys.filter(isToldTips)).toEqual(told);
  const days = new Date(Date.now() - 10 * 86_400_000);
  for (const sawTips of [true, false]) {
    const { id } = await askThread(asker, {
      ...askInput.parse({ body: `Tips, ${sawTips}.` }),
      sawTips,
      tried: sawTips ? "It." : "",
    });
    await prisma.thread.update({ where: { id }, data: { createdAt: days, ...(sawTips ? { state: "solved" } : {}) } });
  }
  const sides = await readWithTips();
  expect(sides).toEqual({ shown: { count: 1, filled: 1, solved: 1 }, hidden: { count: 1, filled: 0, solved: 0 } });
  expect(verdictOn(sides, "solved")).toBe("few");
  const of = (filled: number, others: number) =>
    verdictOn(
      { shown: { count: 100, filled, solved: 0 }, hidden: { count: 100, filled: others, solved: 0 } },
      "filled",
    );
  expect([of(60, 40), of(55, 45), of(20, 60), of(0, 0)]).toEqual(["more", "chance", "less", "chance"]);
});

test("a server of the release before keeps and finds questions by the old name of drafts, and no replies", async () => {
  const threadId = open.id;
  await prisma.draft.create({
    data: { id: "reply-of-today", accountId: peer.id, threadId, fields: { body: "Mine." } },
  });
  await prisma.$executeRaw`INSERT INTO "AskDraft" (id, "accountId", fields) VALUES ('of-before', ${peer.id}, '{"title":"Old kettle"}')`;
  const known = await prisma.$queryRaw`SELECT id FROM "AskDraft" WHERE "accountId" = ${peer.id}`;
  expect(known).toEqual([{ id: "of-before" }]);
  expect(await listAskDrafts(peer)).toMatchObject([{ title: "Old kettle" }]);
  await prisma.draft.deleteMany({ where: { accountId: peer.id } });
});

test("that it is not about an earlier case is kept, but not beside a question without a name", async () => {
  const one = await makeCase("closed");
  const fields = { title: "Kettle whistles twice", body: "Since May.", seen: "yes", earlier: String(one.ticketId) };
  const send = async (more: Record<string, string>) =>
    statusOf(ask.action(await post(one.requester, "/threads/new", { ...fields, ...more })));
  const declined = () => prisma.event.count({ where: { kind: "case.declined", actorId: one.requester.id } });
  expect((await send({ anonymous: "on", submissionKey: "form-nameless-01" })).status).toBe(303);
  expect(await declined()).toBe(0);
  expect((await send({ submissionKey: "form-by-name-01" })).status).toBe(303);
  expect(await declined()).toBe(1);
});

test("two tabs of a browser without an account are known for one, and ask once", async () => {
  await transaction((tx) => changeSettings(tx, { sameTextMinutes: 5 }));
  const opened = (cookie = "") => {
    const request = new Request(`${ORIGIN}/threads/new`, { headers: { Cookie: cookie } });
    return ask.loader({ request, params: {}, context: {} } as never);
  };
  const cookieOf = (init: ResponseInit | null) => new Headers(init?.headers).get("Set-Cookie") ?? "";
  const given = cookieOf((await opened()).init);
  expect(given).toMatch(/^reader=[\w-]{22}\.[\w-]{22}; Path=\/threads\/new; Max-Age=86400; HttpOnly; SameSite=Lax/);
  const cookie = given.split(";")[0] ?? "";
  expect(cookieOf((await opened(cookie)).init)).toBe("");
  const tab = async (submissionKey: string) => {
    const { request, ...rest } = await post(null, "/threads/new", { body: "Two tabs of mine hum.", submissionKey });
    request.headers.set("Cookie", cookie);
    return statusOf(ask.action({ request, ...rest } as ActionFunctionArgs));
  };
  const answers = await Promise.all([tab("two-tabs-of-one-1"), tab("two-tabs-of-one-2")]);
  for (const { status, to } of answers) expect([status, to]).toEqual([303, expect.stringMatching(/^\/asked\?key=/)]);
  expect(await prisma.post.count({ where: { markdown: "Two tabs of mine hum." } })).toBe(1);
  await transaction((tx) => changeSettings(tx, { sameTextMinutes: 0 }));
});

test("a question that says nothing is not asked, by nobody; the form keeps what was typed and says so kindly", async () => {
  const fields = {
    title: "???",
    body: "aaaaaaaaaa",
    desiredOutcome: "A call.",
    submissionKey: "says-nothing-1",
    seen: "yes",
  };
  for (const viewer of [peer, null]) {
    const answer = await ask.action(await post(viewer, "/threads/new", fields));
    expect(answer).toMatchObject({
      init: { status: 422 },
      data: { problem: { fields: { body: "says_nothing" } }, typed: { body: "aaaaaaaaaa", desiredOutcome: "A call." } },
    });
  }
  expect(await prisma.post.count({ where: { markdown: "aaaaaaaaaa" } })).toBe(0);
  const code = { title: "E1042?", body: ".", submissionKey: "says-nothing-2", seen: "yes" };
  expect((await statusOf(ask.action(await post(peer, "/threads/new", code)))).to).toMatch(/^\/threads\/\d+/);
});
