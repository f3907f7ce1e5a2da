import type { ActionFunctionArgs } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { changeSettings } from "../../app/domain/settings/settings.server.ts";
import { askNameless } from "../../app/domain/threads/ask-as-guest.server.ts";
import { askInput } from "../../app/domain/threads/input.ts";
import { pauseBefore } from "../../app/domain/threads/pause.ts";
import { replyToThread } from "../../app/domain/threads/reply-to-thread.server.ts";
import { withdrawPost } from "../../app/domain/threads/withdraw-post.server.ts";
import { prisma, transaction } from "../../app/platform/db.server.ts";
import * as page from "../../app/routes/threads.$number._index/route.tsx";
import * as draft from "../../app/routes/threads.$number.draft.ts";
import * as replies from "../../app/routes/threads.$number.replies.tsx";
import { makeReply, makeThread, makeViewer } from "../factories.ts";

const ORIGIN = "http://forum.example";
const DAY_MS = 86_400_000;

let asker: Viewer;
let peer: Viewer;
let threadId: number;
let elsewhere: number;

beforeAll(async () => {
  [asker, peer] = await Promise.all([makeViewer(), makeViewer()]);
  threadId = (await makeThread(asker)).id;
  elsewhere = (await makeThread(asker)).id;
});

async function args(viewer: Viewer | null, path: string, fields?: Record<string, string>, number = threadId) {
  const Cookie = viewer ? ((await startSession(viewer.id, "Test")).split(";")[0] ?? "") : "";
  const sent = fields && { method: "POST", body: new URLSearchParams(fields) };
  const request = new Request(ORIGIN + path, { headers: { Cookie, Origin: ORIGIN }, ...sent });
  return {
    request,
    context: { nonce: "", requestId: "test", clientAddress: "" },
    params: { number: String(number) },
  } as unknown as ActionFunctionArgs;
}

interface Kept {
  draft: string;
  draftAt: string;
}
async function typing(
  viewer: Viewer | null,
  fields: Record<string, string>,
  number = threadId,
): Promise<Kept | number> {
  const sent = await args(viewer, `/threads/${number}/draft`, fields, number);
  const answer = await draft.action(sent).catch((thrown: unknown) => thrown);
  if (answer instanceof Response && answer.ok) return (await answer.json()) as Kept;
  return answer instanceof Response ? answer.status : ((answer as { init?: ResponseInit }).init?.status ?? 0);
}
const kept = async (...of: Parameters<typeof typing>) => (await typing(...of)) as Kept;

async function begun(viewer: Viewer | null, search = "") {
  const shown = await page.loader(await args(viewer, `/threads/${threadId}${search}`));
  return [shown.begun, ...shown.otherDrafts].map((one) => one?.body);
}

const send = async (viewer: Viewer, fields: Record<string, string>) =>
  replies.action(await args(viewer, `/threads/${threadId}/replies`, fields));

describe("a reply that was begun", () => {
  test("is kept as it grows, for its author alone; two that go on with one become two", async () => {
    const first = await kept(peer, { body: "Hold", submissionKey: "form-one-1" });
    const here = await kept(peer, { body: "Hold WPS", submissionKey: "form-one-1", ...first });
    expect(here.draft).toBe(first.draft);
    expect(await begun(peer)).toEqual(["Hold WPS"]);
    for (const other of [asker, null, await makeViewer("admin")]) expect(await begun(other)).toEqual([undefined]);
    expect(await kept(asker, { body: "Mine now", ...here })).not.toMatchObject({ draft: first.draft });
    const there = await kept(peer, { body: "Hold WPS for five", submissionKey: "form-two-2", ...here });
    const forked = await kept(peer, { body: "Hold WPS long", submissionKey: "form-one-1", ...here });
    expect(there.draft).toBe(here.draft);
    expect(forked.draft).not.toBe(here.draft);
    expect(await begun(peer)).toEqual(["Hold WPS long", "Hold WPS for five"]);
    expect(await begun(peer, `?draft=${there.draft}`)).toEqual(["Hold WPS for five", "Hold WPS long"]);

    await send(peer, { body: "Hold WPS long.", submissionKey: "form-one-1", ...forked });
    expect(await begun(peer)).toEqual(["Hold WPS for five"]);
    // What was written elsewhere meanwhile outlives what is sent, and what is thrown away, here.
    await typing(peer, { is: "off", draft: there.draft, draftAt: here.draftAt });
    expect(await begun(peer)).toEqual(["Hold WPS for five"]);
    // Emptied, or on its way when its form was sent, it is none.
    expect(await kept(peer, { body: " ", ...there })).toEqual({ draft: "", draftAt: "" });
    await kept(peer, { body: "Hold WPS lo", submissionKey: "form-one-1" });
    expect(await begun(peer)).toEqual([undefined]);
    await prisma.draft.deleteMany();
  });

  test("keeps nothing private, nothing too long, nothing of who may not reply, and not for ever", async () => {
    await kept(peer, { body: "My card 4111 1111 1111 1111", submissionKey: "form-three" });
    expect(await begun(peer)).toEqual(["My card [private: card]"]);
    expect(await typing(peer, { body: "x".repeat(65_537) })).toBe(422);
    expect(await typing(null, { body: "Hello there" })).toBe(403);
    const hidden = await makeThread(asker);
    await prisma.thread.update({ where: { id: hidden.id }, data: { hiddenAt: new Date() } });
    expect(await typing(peer, { body: "Hello there" }, hidden.id)).toBe(404);
    await prisma.draft.updateMany({ data: { updatedAt: new Date(Date.now() - 91 * DAY_MS) } });
    expect(await begun(peer)).toEqual([undefined]);
    for (let number = 1; number <= 22; number++) await kept(peer, { body: `Begun ${number}` });
    expect(await prisma.draft.count({ where: { accountId: peer.id } })).toBe(20);
    expect(await begun(peer)).toHaveLength(5);
    await prisma.draft.deleteMany();
  });
});

test("a pause is suggested after two replies in a row, and to who writes much of a long talk, but not to who asked", () => {
  expect(pauseBefore([], false)).toBeNull();
  expect(pauseBefore([9], false)).toBeNull();
  expect(pauseBefore([9, 8, 0], true)).toEqual({ kind: "in_a_row", lastId: 9 });
  expect(pauseBefore([0, 9, 8], false)).toBeNull();
  const much = [0, 9, 0, 8, 0, 7, 0, 6, 0, 5];
  expect(pauseBefore(much, false)).toEqual({ kind: "much", own: 5, count: 10 });
  expect(pauseBefore(much, true)).toBeNull();
  expect(pauseBefore([0, ...much.slice(0, 8), 0], false)).toBeNull();
});

test("the page says it from what it reads anyway, and nobody is held back by it", async () => {
  const { id } = await makeThread(asker);
  const pause = async (viewer: Viewer | null) =>
    (await page.loader(await args(viewer, `/threads/${id}`, undefined, id))).pause;
  await makeReply(peer, id, "One.");
  expect(await pause(peer)).toBeNull();
  const second = await makeReply(peer, id, "Two.");
  expect(await pause(peer)).toEqual({ kind: "in_a_row", lastId: second.id });
  for (const other of [asker, null]) expect(await pause(other)).toBeNull();
  await makeReply(peer, id, "Three.");
});

describe("a flood", () => {
  beforeAll(() => transaction((tx) => changeSettings(tx, { firstDayHours: 24, sameTextMinutes: 5 })));
  afterAll(() => transaction((tx) => changeSettings(tx, { firstDayHours: 0, sameTextMinutes: 0 })));

  const reply = (viewer: Viewer, id: number, body: string, submissionKey?: string) =>
    replyToThread(viewer, id, { body, submissionKey });
  const ask = (viewer: Viewer, number: number) => makeThread(viewer, { body: `Question ${number}` });
  const longAgo = { createdAt: new Date(Date.now() - 2 * DAY_MS) };

  test("of the same text by the same person is refused for five minutes; in the same place it is the one reply, and so is the same form sent twice", async () => {
    const old = await makeViewer("customer", longAgo);
    const { id } = await reply(old, threadId, "The very same.", "form-same-1");
    expect(await reply(old, threadId, "The very same.", "form-same-1")).toMatchObject({ id });
    const refused = { code: "said_already", values: { thread: threadId } };
    expect(await reply(old, threadId, "The very same.", "form-same-2")).toMatchObject({ id });
    await expect(reply(old, elsewhere, "The very same.")).rejects.toMatchObject(refused);
    await expect(makeThread(old, { body: "The very same." })).rejects.toMatchObject(refused);
    await reply(peer, threadId, "The very same.");
    await withdrawPost(old, id);
    const again = await reply(old, threadId, "The very same.", "form-same-2");
    await prisma.post.update({ where: { id: again.id }, data: { createdAt: new Date(Date.now() - 301_000) } });
    await reply(old, threadId, "The very same.", "form-same-3");
    const agent = await makeViewer("agent_1");
    await reply(agent, threadId, "From staff.");
    await reply(agent, threadId, "From staff.");
  });

  test("of a first day is three questions, nameless ones among them, and ten replies to others", async () => {
    const [fresh, old] = [await makeViewer(), await makeViewer("customer", longAgo)];
    const own = await ask(fresh, 1);
    await askNameless(fresh, askInput.parse({ body: "Question 2", categoryId: "" }), "Nobody");
    await ask(fresh, 3);
    const { createdAt } = await prisma.account.findUniqueOrThrow({ where: { id: fresh.id } });
    const at = new Date(createdAt.getTime() + DAY_MS).toISOString();
    await expect(ask(fresh, 4)).rejects.toMatchObject({ code: "first_day_questions", values: { most: 3, at } });
    for (let number = 1; number <= 10; number++) await reply(fresh, threadId, `Reply ${number}`, `form-day-${number}`);
    await expect(reply(fresh, threadId, "Reply 11")).rejects.toMatchObject({
      code: "first_day_replies",
      values: { most: 10, at },
    });
    await reply(fresh, threadId, "Reply 10", "form-day-10");
    await reply(fresh, own.id, "In my own as often as I like.");
    for (let number = 1; number <= 4; number++) await ask(old, number);
  });

  test("is said in the form, which comes back with all that was typed", async () => {
    const old = await makeViewer("customer", longAgo);
    await reply(old, elsewhere, "Said twice.", "form-said-1");
    const answer = await send(old, { body: "Said twice.", submissionKey: "form-said-2" });
    expect(answer).toMatchObject({
      init: { status: 409 },
      data: { problem: { code: "said_already" }, typed: { body: "Said twice." } },
    });
  });
});
