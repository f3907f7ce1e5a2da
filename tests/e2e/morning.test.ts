import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "../../app/domain/accounts/passwords.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { changeSettings } from "../../app/domain/settings/settings.server.ts";
import { addNote } from "../../app/domain/tickets/add-note.server.ts";
import { replyToRequest } from "../../app/domain/tickets/reply-to-request.server.ts";
import { EVERYTHING } from "../../app/domain/tickets/view.ts";
import { createView } from "../../app/domain/tickets/views.server.ts";
import { prisma, transaction } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { type Case, makeCase, makeViewer, ticketOf } from "../factories/tickets.ts";
import { expectNoAxeViolations, openPage, takeErrors } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { loaded } from "../support/signed-in.ts";

// An agent's morning, by keys: the view, a ticket, what changed, an answer that is stopped, sent and taken back, put away.

const PASSWORD = "a password for the morning";
let server: TestServer;
let agent: Viewer;
let colleague: Viewer;
let first: Case;

beforeAll(async () => {
  await transaction((tx) => changeSettings(tx, { undoSendSeconds: 600 }));
  [first, agent, colleague] = [await makeCase("new"), await makeViewer("agent_2"), await makeViewer("lead")];
  await makeCase("new");
  await prisma.account.update({ where: { id: agent.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
  const filter = { ...EVERYTHING, assignee: "nobody" as const };
  await createView(colleague, { name: "Nobody's yet", isShared: true, filter });
  server = await startServer({ databaseUrl: databaseUrl(), env: { WORKER: "none", RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

const sentOn = (ticketId: number) => prisma.response.count({ where: { ticketId, isFromStaff: true } });

test("an agent's morning goes by keys, and nothing is said over what was not seen", async () => {
  const page = await openPage();
  await page.goto(`${server.origin}/login?redirectTo=/staff`);
  const { email } = await prisma.account.findUniqueOrThrow({ where: { id: agent.id } });
  await page.fill('form[action="/login"] [name=email]', email ?? "");
  await page.fill("[name=password]", PASSWORD);
  await loaded(page, () => page.click('form[action="/login"] button'));

  // The view with its count; the ticket by keys; taken.
  await page.goto(`${server.origin}/staff`);
  await loaded(page, () => page.click("nav.filters a:has-text('Nobody')"));
  expect(await page.locator("h1").innerText()).toBe("Nobody's yet");
  expect(await page.locator("nav.filters a[aria-current]").innerText()).toMatch(/2/);
  expect(await page.locator(".ticket-row .inbox-unread").count()).toBe(2);
  await page.keyboard.press("j");
  await loaded(page, () => page.keyboard.press("o"));
  await loaded(page, () => page.keyboard.press("a"));
  expect((await ticketOf(first.ticketId)).assigneeId).toBe(agent.id);

  // Something comes while it is written: it is stopped, and goes by one press more.
  await page.keyboard.press("r");
  await page.keyboard.type("Hold WPS five seconds.");
  await replyToRequest(first.requester, first.ticketId, { body: "It blinks green now." });
  const respond = page.locator("[data-writes=respond]");
  await loaded(page, () => respond.locator("button.button-primary").click());
  expect(takeErrors(page)).toEqual([expect.stringContaining("409")]);
  expect(await page.locator(".changed-news").innerText()).toContain("It blinks green now.");
  expect(await respond.locator("textarea").inputValue()).toBe("Hold WPS five seconds.");
  await loaded(page, () => respond.locator("button.button-primary").click());
  const held = page.locator(".held");
  expect(await held.innerText()).toContain("Hold WPS five seconds.");
  expect(await sentOn(first.ticketId)).toBe(0);
  await expectNoAxeViolations(page);

  // Taken back by a key: the text is there again.
  await page.locator("h1").click();
  await loaded(page, () => page.keyboard.press("z"));
  expect(await held.count()).toBe(0);
  expect(await respond.locator("textarea").inputValue()).toBe("Hold WPS five seconds.");
  await loaded(page, () => respond.locator("button.button-primary").click());
  expect(await held.count()).toBe(1);

  // A colleague's note meanwhile is marked where it begins; put away, the ticket leaves the list.
  await addNote(colleague, first.ticketId, { body: "She has called." });
  await page.reload();
  expect(await page.locator(".timeline-new + *").innerText()).toContain("She has called.");
  await page.locator("h1").click();
  await page.keyboard.press("s");
  await loaded(page, () => page.click("[data-snooze] button[value=reply]"));
  await page.goto(`${server.origin}/staff?view=mine`);
  expect(await page.locator(".ticket-row").count()).toBe(0);
  await replyToRequest(first.requester, first.ticketId, { body: "Hello?" });
  await page.reload();
  expect(await page.locator(".ticket-row .inbox-reply").first().innerText()).toMatch(/back/);

  // Single keys can be switched off.
  await page.click("[data-keys-switch]");
  await page.keyboard.press("/");
  expect(await page.evaluate(() => document.activeElement?.hasAttribute("data-find"))).toBe(false);
});

test("several are given to somebody at once without scripts, and undone", async () => {
  const page = await openPage({ javaScriptEnabled: false });
  await page.goto(`${server.origin}/login?redirectTo=/staff`);
  const { email } = await prisma.account.findUniqueOrThrow({ where: { id: agent.id } });
  await page.fill('form[action="/login"] [name=email]', email ?? "");
  await page.fill("[name=password]", PASSWORD);
  await loaded(page, () => page.click('form[action="/login"] button'));
  await page.goto(`${server.origin}/staff?view=open`);
  for (const box of await page.locator("[data-pick]").all()) await box.check();
  await page.click("[data-bulk] summary");
  await page.selectOption("[name=assigneeId]", String(colleague.id));
  await loaded(page, () => page.click("[data-bulk] button[value=assign]"));
  expect(await page.locator(".banner").first().innerText()).toContain(`2 tickets are with ${colleague.name}`);
  await loaded(page, () => page.click("form[action*='/undoing'] button"));
  expect((await ticketOf(first.ticketId)).assigneeId).toBe(agent.id);
});
