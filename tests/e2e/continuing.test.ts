import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { settleTicket } from "../../app/domain/tickets/settle-ticket.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCase, ticketOf } from "../factories/tickets.ts";
import { expectNoAxeViolations, openPage } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ databaseUrl: databaseUrl(), env: { RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

async function pageOf(viewer: Viewer, options: Parameters<typeof openPage>[0] = {}): Promise<Page> {
  const page = await openPage(options);
  const [name = "", value = ""] = (await startSession(viewer.id, "Test")).split(";")[0]?.split("=") ?? [];
  await page.context().addCookies([{ name, value, url: server.origin }]);
  return page;
}

async function closedCase() {
  const one = await makeCase("resolved");
  await settleTicket(one.requester, one.ticketId, { body: "", attachments: "" });
  return one;
}

const AGAIN = "My printer forgets the Wi-Fi again, and the lamp blinks red.";

test("without scripts: a private form leads to the earlier case at its step; thanks reopens nothing, what was typed does", async () => {
  const { requester, ticketId } = await closedCase();
  const page = await pageOf(requester, { javaScriptEnabled: false });
  await page.goto(`${server.origin}/requests/new`);
  await page.getByText("Continue an earlier request").waitFor();
  await page.getByLabel("What happened?").fill(AGAIN);
  await page.getByRole("button", { name: "Send to our staff" }).click();
  await page.getByRole("heading", { name: "Is it about this request of yours?" }).waitFor();
  await page.getByText(/both say: .*printer/i).waitFor();
  await page.getByRole("button", { name: /^Yes, continue this/ }).click();
  await page.getByText("You are continuing this request").waitFor();
  const box = page.getByLabel("What has happened since?");
  expect(await box.inputValue()).toBe(AGAIN);
  expect(await page.getByRole("button", { name: "That’s right" }).count()).toBe(0);

  await box.fill("Thanks a lot, it works now!");
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await page.getByText("Filed as thanks").waitFor();
  expect(await ticketOf(ticketId)).toMatchObject({ state: "closed", reopenCount: 0 });
  await page.getByRole("button", { name: "This isn’t solved: reopen" }).click();
  await page.getByText("We’re working on it").first().waitFor();
  expect(await ticketOf(ticketId)).toMatchObject({ state: "open", reopenCount: 1 });
});

test("with scripts: it shows while one types, and what is typed goes along; something else goes on in one press", async () => {
  const { requester, ticketId } = await closedCase();
  const page = await pageOf(requester);
  await page.goto(`${server.origin}/threads/new`);
  await page.getByLabel("What happened?").fill(AGAIN);
  await page
    .locator("[data-ask-similar]")
    .getByRole("button", { name: /^Yes, continue this/ })
    .click();
  await page.getByText("You are continuing this request").waitFor();
  await expectNoAxeViolations(page);
  const box = page.getByLabel("What has happened since?");
  expect(await box.inputValue()).toBe(AGAIN);
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await page.getByText("We’re working on it").first().waitFor();
  expect((await ticketOf(ticketId)).state).toBe("open");

  await page.goto(`${server.origin}/threads/new`);
  await page.getByLabel("What happened?").fill(`${AGAIN} This one is my sister’s.`);
  await page.locator("[data-ask-similar]").getByRole("button", { name: "It’s something else, go on" }).click();
  await page.waitForURL(/\/threads\/\d+/);
  expect(await prisma.event.count({ where: { kind: "case.declined", accountId: requester.id } })).toBe(1);
});
