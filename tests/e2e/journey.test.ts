import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "../../app/domain/accounts/passwords.server.ts";
import type { Role } from "../../app/generated/prisma/enums.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { expectNoAxeViolations, openPage, takeErrors } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";

// One capability of the product is the loop itself: a question nobody resolved in public becomes a private ticket, and
// its answer comes back to everybody. Every step is a form in a real browser; what follows from it is a job of the
// server's own worker, and what was mailed is read from the mailbox.

const PASSWORD = "a password for the journey";
let server: TestServer;

beforeAll(async () => {
  await prisma.category.create({ data: { slug: "printers", name: "Printers" } });
  await prisma.escalationPolicy.create({ data: { version: 1, rules: { askerAfterHours: 0 }, isCurrent: true } });
  const passwordHash = await hashPassword(PASSWORD);
  const people: [name: string, role: Role][] = [
    ["Bea", "customer"],
    ["Cem", "expert"],
    ["Ana", "agent_2"],
    ["Ingrid", "lead"],
  ];
  for (const [name, role] of people) {
    const handle = name.toLowerCase();
    await prisma.account.create({
      data: { name, handle, role, email: `${handle}@example.com`, passwordHash, emailVerifiedAt: new Date() },
    });
  }
  server = await startServer({ databaseUrl: databaseUrl() });
});
afterAll(() => server?.stop());

/** Until the server's worker has done what follows. */
async function eventually<T>(look: () => Promise<T | null | undefined | false>, what: string): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It never came to this: ${what}`);
}

const mailsTo = (address: string, words: string) =>
  prisma.mail.findMany({ where: { to: address, text: { contains: words } } });

async function signIn(name: string): Promise<Page> {
  const page = await openPage();
  await page.goto(`${server.origin}/login`);
  await post(page, "/login", { email: `${name}@example.com`, password: PASSWORD });
  return page;
}

type Fields = Record<string, string>;

/** Fills the form that goes to this address, by the names of its fields, and sends it by its main button or the one named. */
async function post(page: Page, action: string, fields: Fields = {}, button = "button:not([type=button])") {
  const named = Object.keys(fields)
    .map((name) => `:has([name="${name}"])`)
    .join("");
  const form = page
    .locator(`form:is([action="${action}"], [action^="${action}#"])${named}`)
    .filter({ has: page.locator(button) })
    .first();
  await form.evaluate(unfold);
  for (const [name, value] of Object.entries(fields)) await fill(form.locator(`[name="${name}"]`), value);
  const main = form.locator(`${button}.button-primary`);
  const pressed = (await main.count()) > 0 ? main : form.locator(button);
  await Promise.all([page.waitForEvent("load"), pressed.first().click()]);
}

/** Brings a form to light: opens what is folded around it and in it, and chooses it among the composer's. */
function unfold(form: Element) {
  for (let parent = form.parentElement; parent; parent = parent.parentElement) {
    if (parent instanceof HTMLDetailsElement) parent.open = true;
  }
  for (const details of form.querySelectorAll("details")) details.open = true;
  const page = form.closest(".composer-form");
  const pages = [...(page?.parentElement?.querySelectorAll(":scope > .composer-form") ?? [])];
  const kinds = page?.parentElement?.querySelectorAll<HTMLInputElement>("input[name=composer]");
  if (page) kinds?.[pages.indexOf(page)]?.click();
}

async function fill(field: ReturnType<Page["locator"]>, value: string) {
  const kind = await field
    .first()
    .evaluate((element) => (element instanceof HTMLInputElement ? element.type : element.tagName));
  if (kind === "radio") await field.and(field.page().locator(`[value="${value}"]`)).check();
  else if (kind === "checkbox") await field.check();
  else if (kind === "SELECT") await field.selectOption(value === "first" ? { index: 1 } : value);
  else await field.fill(value);
}

const textOf = (page: Page) => page.locator("main").innerText();

test("a question nobody resolved becomes a ticket, and its answer comes back to everybody", async () => {
  // A signs up with a code from the mailbox, and asks.
  const a = await openPage();
  await a.goto(`${server.origin}/signup`);
  await post(a, "/signup", { name: "Ada", email: "ada@example.com" });
  const mail = await eventually(
    () => prisma.mail.findFirst({ where: { to: "ada@example.com" } }),
    "a mail with a code",
  );
  await post(a, "/login/session", { code: /\b\d{6}\b/.exec(mail.text)?.[0] ?? "" });
  await a.goto(`${server.origin}/threads/new`);
  const question = {
    title: "X200 forgets the Wi-Fi after every power cut",
    body: "It asks for the password again, error `E-1107`.",
    desiredOutcome: "A replacement if it cannot be mended",
  };
  await post(a, "/threads/new", { ...question, categoryId: "first" });
  await expect.poll(() => a.url()).toMatch(/\/threads\/\d+/);
  const thread = await prisma.thread.findFirstOrThrow();
  const threadUrl = `${server.origin}/threads/${thread.id}`;

  // B has the same problem; C's reply doesn't help A.
  const b = await signIn("bea");
  await b.goto(threadUrl);
  expect(await textOf(b)).not.toContain("replacement");
  await post(b, `/threads/${thread.id}/affected`, {}, "button[value=on]");
  const c = await signIn("cem");
  await c.goto(threadUrl);
  await post(c, `/threads/${thread.id}/replies`, { body: "Did you try turning it off and on again?" });
  const reply = await prisma.post.findFirstOrThrow({ where: { position: 2 } });
  await a.goto(threadUrl);
  await Promise.all([a.waitForEvent("load"), a.click(`button[formaction="/posts/${reply.id}/outcome"][value=didnt]`)]);
  expect(await prisma.post.findFirstOrThrow({ where: { id: reply.id } })).toMatchObject({ didntCount: 1 });

  // A escalates, corrects what we understood, and confirms it.
  await a.goto(threadUrl);
  await post(a, `/threads/${thread.id}/escalation`, {}, "button");
  const ticket = await prisma.ticket.findFirstOrThrow();
  const requestUrl = `${server.origin}/requests/${ticket.id}`;
  await a.goto(requestUrl);
  expect(await textOf(a)).toContain("E-1107");
  await post(a, `/requests/${ticket.id}/correction`, {
    body: "After every power cut the X200 forgets its Wi-Fi password. Error E-1107. Firmware 4.3.0.",
  });
  await a.goto(requestUrl);
  expect(await textOf(a)).toContain("Firmware 4.3.0");
  await post(a, `/requests/${ticket.id}/confirmation`);
  expect(await prisma.statement.findFirstOrThrow({ orderBy: { number: "desc" } })).toMatchObject({
    confirmedName: "Ada",
    number: 2,
  });
  await b.goto(threadUrl);
  expect(await textOf(b)).not.toContain("Firmware 4.3.0");
  await expectNoAxeViolations(b);
  expect((await b.goto(requestUrl))?.status()).toBe(404);
  expect(takeErrors(b)).toHaveLength(1);

  // The agent takes it, writes a note, asks, and resolves.
  const agent = await signIn("ana");
  await agent.goto(`${server.origin}/staff?view=unassigned`);
  expect(await textOf(agent)).toContain("X200 forgets");
  const desk = `/staff/tickets/${ticket.id}`;
  await agent.goto(server.origin + desk);
  expect(await textOf(agent)).toContain("A replacement if it cannot be mended");
  await post(agent, `${desk}/assignment`, {}, "button[value=me]");
  await agent.goto(server.origin + desk);
  await post(agent, `${desk}/notes`, { body: "Known from batch 7, ask for the serial number." });
  await agent.goto(server.origin + desk);
  await post(agent, `${desk}/responses`, {
    body: "Which colour is the light after the cut?",
    waitingFor: "The colour of the light",
  });
  await a.goto(requestUrl);
  const seenByRequester = await textOf(a);
  expect(seenByRequester).toContain("Which colour is the light");
  expect(seenByRequester).not.toContain("batch 7");
  await post(a, `/requests/${ticket.id}/responses`, { body: "Orange, blinking." });
  await agent.goto(server.origin + desk);
  await post(agent, `${desk}/resolution`, {
    body: "Hold WPS for five seconds after the cut.",
    publish: "yes",
    outcomeVerdict: "partly",
    outcomeReason: "It can be mended.",
  });
  expect(await prisma.ticket.findFirstOrThrow()).toMatchObject({ state: "resolved", willPublish: true });

  // The agent writes the answer, the lead reviews and publishes it.
  await agent.goto(`${server.origin}/staff/answers`);
  await post(agent, "/staff/answers", {}, "button");
  const editor = new URL(agent.url()).pathname;
  const slug = await publish(
    agent,
    editor,
    "The X200 forgets its Wi-Fi after a power cut",
    "Hold **WPS** for five seconds.",
  );
  const told = () =>
    Promise.all(["ada", "bea", "cem"].map((name) => mailsTo(`${name}@example.com`, `/answers/${slug}`)));
  await eventually(async () => (await told()).every((mails) => mails.length > 0), "a mail to each");
  expect((await told()).map((mails) => mails.length)).toEqual([1, 1, 1]);
  expect((await prisma.mail.findMany()).filter((one) => one.text.includes("batch 7"))).toEqual([]);
  await b.goto(threadUrl);
  expect(await textOf(b)).toContain("for five seconds");

  // B says that it didn't work: the ticket is open again. It is mended, and the next version goes out.
  await b.goto(`${server.origin}/answers/${slug}`);
  await post(b, `/answers/${slug}/outcome`, {}, "button[value=failed]");
  await eventually(async () => (await prisma.ticket.findFirstOrThrow()).state === "open", "the ticket is open again");
  await agent.goto(server.origin + desk);
  await post(agent, `${desk}/resolution`, {
    body: "Seven seconds, not five.",
    publish: "yes",
    outcomeVerdict: "partly",
    outcomeReason: "It can be mended.",
  });
  await agent.goto(server.origin + editor);
  await post(agent, `${editor}/revision`, {}, "button");
  await publish(
    agent,
    editor,
    "The X200 forgets its Wi-Fi after a power cut",
    "Hold **WPS** for seven seconds.",
    "Seven seconds instead of five.",
  );
  await eventually(async () => (await told()).every((mails) => mails.length > 1), "a second mail to each");
  expect((await told()).map((mails) => mails.length)).toEqual([2, 2, 2]);

  // A visitor without JavaScript finds it.
  const visitor = await openPage({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await visitor.goto(server.origin);
  await visitor
    .locator('form[action="/search"] input[name=q]')
    .first()
    .fill("printer forgets wifi after powercut E-1107");
  await visitor.locator('form[action="/search"] button').first().click();
  await visitor.locator(`a[href="/answers/${slug}"]`).first().click();
  expect(await textOf(visitor)).toContain("for seven seconds");
  expect(await textOf(visitor)).not.toContain("for five seconds");
});

/** Writes the next version as this agent and publishes it as the lead. The answer's address. */
async function publish(agent: Page, editor: string, title: string, body: string, changeNote?: string): Promise<string> {
  await agent.goto(server.origin + editor);
  const text: Fields = changeNote ? { title, body, changeNote } : { title, body };
  await post(agent, editor, text, `button[formaction="${editor}/submission"]`);
  const lead = await signIn("ingrid");
  await lead.goto(server.origin + editor);
  await post(lead, `${editor}/publication`);
  const answer = await prisma.answer.findFirstOrThrow();
  expect(answer.publishedAt).not.toBeNull();
  return answer.slug;
}
