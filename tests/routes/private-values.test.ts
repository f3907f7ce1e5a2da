import type { ActionFunctionArgs } from "@remix-run/node";
import { beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { forgetKeys } from "../../app/domain/private-values/seal.server.ts";
import { keyOf } from "../../app/domain/private-values/settle.server.ts";
import { defaultPolicy, POLICY_NUMBERS } from "../../app/domain/settings/policy.ts";
import { createCategory } from "../../app/domain/threads/create-category.server.ts";
import { GIVERS } from "../../app/domain/tickets/goodwill.ts";
import { prisma } from "../../app/platform/db.server.ts";
import * as account from "../../app/routes/account.tsx";
import * as calendar from "../../app/routes/admin.calendar._index/route.tsx";
import * as goodwill from "../../app/routes/admin.goodwill.tsx";
import * as numbers from "../../app/routes/admin.identifiers._index.tsx";
import * as synonyms from "../../app/routes/admin.synonyms._index.tsx";
import * as attachments from "../../app/routes/attachments.ts";
import * as field from "../../app/routes/private-values.$id._index.tsx";
import * as reveals from "../../app/routes/private-values.$id.reveals.tsx";
import * as findings from "../../app/routes/private-values_.findings.ts";
import * as policies from "../../app/routes/staff.policies._index/route.tsx";
import * as words from "../../app/routes/staff.readings.words.tsx";
import * as thread from "../../app/routes/threads.$number._index/route.tsx";
import * as ask from "../../app/routes/threads.new/route.tsx";
import * as draft from "../../app/routes/threads.new_.draft.ts";
import { makeCategory, makeViewer } from "../factories.ts";

const ORIGIN = "http://forum.example";
const CARD = "4111 1111 1111 1111";
const KEY = `settle.${keyOf("card", CARD)}`;
const POLICY = { seen: "0", ...Object.fromEntries(POLICY_NUMBERS.map((name) => [name, String(defaultPolicy[name])])) };
const CALENDAR = { name: "Support", version: "1", timeZone: "UTC", days: "" };
const LIMITS = GIVERS.flatMap((role) => [`${role}.once`, `${role}.month`]).map((name) => [name, "10"]);
const GOODWILL = { currency: "EUR", days: "14", customerYear: "100", ...Object.fromEntries(LIMITS) };
const NUMBER = { name: "Order", pattern: "ORD-#####", check: "none", privacy: "private", sample: "" };

let owner: Viewer;
let agent: Viewer;
let question: Record<string, string>;

beforeAll(async () => {
  forgetKeys();
  [owner, agent] = await Promise.all([makeViewer(), makeViewer("agent_1")]);
  const category = await makeCategory();
  question = {
    title: "Charged two times",
    body: `It was my card ${CARD}.`,
    categoryId: String(category.id),
    seen: "yes",
  };
});

async function sent(viewer: Viewer | null, path: string, fields?: Record<string, string>, params = {}) {
  const Cookie = viewer ? ((await startSession(viewer.id, "Test")).split(";")[0] ?? "") : "";
  const init = fields ? { method: "POST", body: new URLSearchParams(fields) } : {};
  const request = new Request(ORIGIN + path, { ...init, headers: { Cookie, Origin: ORIGIN } });
  return { request, context: { nonce: "", requestId: "test", clientAddress: "" }, params } as ActionFunctionArgs;
}

async function answerOf(running: Promise<unknown>) {
  const answer = await running;
  if (answer instanceof Response)
    return { status: answer.status, to: answer.headers.get("Location") ?? "", data: null };
  const { data, init } = answer as { data: unknown; init: ResponseInit };
  return { status: init?.status ?? 200, to: "", data, headers: init?.headers };
}

describe("a card number in a question, without scripts", () => {
  test("is asked about once, moved, seen by nobody, and shown to an agent for a reason that its owner reads", async () => {
    const asked = await answerOf(ask.action(await sent(owner, "/threads/new", question)));
    expect(asked).toMatchObject({
      status: 422,
      data: { problem: { code: "private_found", places: [{ kind: "card" }] } },
    });
    expect(asked.data).toMatchObject({ typed: { body: question.body } });
    const posted = await answerOf(ask.action(await sent(owner, "/threads/new", { ...question, [KEY]: "move" })));
    expect(posted.status).toBe(303);
    const number = /\d+/.exec(posted.to)?.[0] ?? "";

    const shown = (viewer: Viewer | null) =>
      sent(viewer, `/threads/${number}`, undefined, { number }).then((args) => thread.loader(args));
    const anonymous = JSON.stringify(await shown(null));
    expect(anonymous).not.toMatch(/1111/);
    expect(anonymous).toContain("private: card number");
    expect(JSON.stringify(await shown(owner))).toContain("••••1111");

    const { id } = await prisma.privateValue.findFirstOrThrow({ where: { post: { threadId: Number(number) } } });
    const path = `/private-values/${id}`;
    const look = async (viewer: Viewer, reason: string) =>
      answerOf(reveals.action(await sent(viewer, `${path}/reveals`, { reason }, { id: String(id) })));
    expect(await look(agent, "")).toMatchObject({ status: 422 });
    const seen = await look(agent, "to find the payment");
    expect(seen.data).toEqual({ revealed: CARD });
    expect(seen.headers).toMatchObject({ "Cache-Control": "private, no-store", Refresh: `60; url=${path}` });
    const { value } = await field.loader(await sent(owner, path, undefined, { id: String(id) }));
    expect(value.looks).toMatchObject([{ by: agent.name, reason: "to find the payment" }]);
    await expect(
      field.loader(await sent(await makeViewer(), path, undefined, { id: String(id) })),
    ).rejects.toMatchObject({
      init: { status: 404 },
    });
  });

  test("is previewed behind its placeholder, and nothing of it is kept by that", async () => {
    const before = await prisma.draft.count();
    const looked = { ...question, [KEY]: "move", intent: "preview" };
    const shown = await answerOf(ask.action(await sent(owner, "/threads/new", looked)));
    expect(shown).toMatchObject({
      status: 200,
      data: { preview: { question: expect.stringContaining("[private: card 1]") }, typed: { [KEY]: "move" } },
    });
    expect(JSON.stringify(shown.data)).toContain(CARD); // in the form it came from, and in nothing else
    expect(JSON.stringify((shown.data as { preview: object }).preview)).not.toContain("4111");
    expect(await prisma.draft.count()).toBe(before);
  });

  test("is in no draft", async () => {
    await draft.action(await sent(owner, "/threads/new/draft", { ...question, submissionKey: "form-private-1" }));
    const [kept] = await prisma.draft.findMany({ where: { accountId: owner.id } });
    expect(JSON.stringify(kept?.fields)).not.toContain("4111");
    expect(kept?.fields).toMatchObject({ body: "It was my card [private: card]." });
  });
});

test("what is typed is looked through, and nothing of it is kept", async () => {
  const answer = await findings.action(await sent(null, "/private-values/findings", { body: `My card ${CARD}` }));
  expect(await (answer as Response).json()).toMatchObject({ places: [{ field: "body", kind: "card", text: CARD }] });
  expect((answer as Response).headers.get("Cache-Control")).toBe("private, no-store");
});

const PHONE = "+49 170 1234567";

test.each([
  ["a name", account, "/account", "customer", "name", { name: `Vera ${PHONE}`, locale: "en", timeZone: "UTC" }],
  ["a name", account, "/account", "customer", "name", { name: "vera@home.example", locale: "en", timeZone: "UTC" }],
  ["a tag", ask, "/threads/new", "customer", "tags", { title: "Wi-Fi", body: "It drops", tags: `wifi, ${PHONE}` }],
  ["a synonym", synonyms, "/admin/synonyms", "admin", "words", { words: `visa, ${CARD}` }],
  ["a word of money", words, "/staff/readings/words", "lead", "money", { money: `refund\n${CARD}` }],
  ["an urgent word", policies, "/staff/policies", "lead", "urgentWords", { ...POLICY, urgentWords: CARD }],
  ["a holiday", calendar, "/admin/calendar", "admin", "days", { ...CALENDAR, days: `2027-01-01 Closed ${CARD}` }],
  ["a calendar", calendar, "/admin/calendar", "admin", "name", { ...CALENDAR, name: CARD }],
  ["a kind of goodwill", goodwill, "/admin/goodwill", "admin", "kinds", { ...GOODWILL, kinds: `voucher\n${CARD}` }],
  ["a number's name", numbers, "/admin/identifiers", "admin", "name", { ...NUMBER, name: CARD }],
  [
    "a number's sample",
    numbers,
    "/admin/identifiers",
    "admin",
    "sample",
    { ...NUMBER, sample: `ORD-12345 or ${CARD}` },
  ],
] as const)("in %s nothing private is taken", async (_what, route, path, role, field, fields) => {
  const answer = await answerOf(route.action(await sent(await makeViewer(role), path, fields)));
  const code = role === "customer" ? "private_name" : "private_here";
  expect(answer).toMatchObject({ status: 422, data: { problem: { fields: { [field]: code } } } });
});

test("a sample may hold the numbers that it is a sample of, and a category is called by no card number", async () => {
  const described = { ...NUMBER, pattern: "#### #### #### ####", sample: CARD, intent: "try" };
  const tried = await answerOf(numbers.action(await sent(await makeViewer("admin"), "/admin/identifiers", described)));
  expect(tried.data).toMatchObject({ tried: [{ value: CARD }] });
  await expect(createCategory({ name: CARD, readableBy: "everyone" })).rejects.toMatchObject({
    fields: { name: "private_here" },
  });
});

test("whoever brings a file hears that something was taken out of its name", async () => {
  const { request, ...rest } = await sent(owner, "/attachments", {});
  const body = new FormData();
  body.set("files", new File(["a"], `Jane Doe ${PHONE}.txt`));
  const upload = new Request(request.url, {
    method: "POST",
    body,
    headers: { Cookie: request.headers.get("Cookie") ?? "", Origin: ORIGIN },
  });
  const answer = (await attachments.action({ request: upload, ...rest })) as Response;
  const { attachments: kept, message } = await answer.json();
  expect(decodeURIComponent(kept)).toMatch(/\/Jane Doe \(private phone\)\.txt$/);
  expect(message).toContain("looked private");
});
