import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeThread, makeViewer } from "../factories/tickets.ts";
import { expectNoAxeViolations, openPage } from "../support/browser.ts";
import { indexEverything } from "../support/indexing.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let thread: { id: number };

beforeAll(async () => {
  const author = await makeViewer();
  thread = await makeThread(author, { title: "Samovar boils over" });
  await makeThread(author, { title: "Samovar leaks at the tap" });
  await indexEverything();
  server = await startServer({ databaseUrl: databaseUrl(), env: { RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());
beforeEach(() => prisma.searchQuery.deleteMany());

/** What was searched for; it is written a moment after the answer. */
const searches = () => expect.poll(() => prisma.searchQuery.findMany());

test("the search field suggests while one types, and is used by keys alone", async () => {
  const page = await openPage();
  await page.goto(`${server.origin}/`);
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Search" }).first();
  await field.pressSequentially("samov");
  const options = page.getByRole("option");
  await options.first().waitFor();
  expect(await options.count()).toBe(2);
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  expect(await field.getAttribute("aria-expanded")).toBe("false");
  expect(await field.inputValue()).toBe("samov");
  await page.keyboard.press("ArrowDown");
  await options.first().waitFor();
  await page.keyboard.press("ArrowDown");
  const chosen = page.getByRole("option", { selected: true });
  expect(await field.getAttribute("aria-activedescendant")).toBe(await chosen.getAttribute("id"));
  const title = (await chosen.locator(".suggestion-title").textContent()) ?? "";
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/threads\/\d+$/);
  expect(await page.locator("h1").textContent()).toBe(title);
  expect(await prisma.searchQuery.count()).toBe(0);
});

test("Enter in the field searches; the results tell what was opened and ask there whether it helped", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.origin}/`);
  await page.getByRole("searchbox", { name: "Search" }).first().fill("samovar boils");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=samovar/);
  await page.getByRole("link", { name: "Samovar boils over" }).click();
  await page.waitForURL(/\/threads\/\d+$/);
  const asks = page.getByRole("region", { name: /samovar boils/ });
  await asks.waitFor();
  await expectNoAxeViolations(page);
  await asks.getByRole("button", { name: "No" }).click();
  await searches().toMatchObject([{ clicked: [thread.id], helped: false }]);
  expect(await asks.count()).toBe(0);
  await page.reload();
  expect(await asks.count()).toBe(0);
});

test("without JavaScript the field is a form, and what helped is said by one", async () => {
  const page = await openPage({ javaScriptEnabled: false });
  await page.goto(`${server.origin}/`);
  await page.getByRole("searchbox", { name: "Search" }).first().fill("samovar is:unsolved");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=samovar/);
  expect(await page.locator(".result").count()).toBe(2);
  await page.getByRole("button", { name: "Yes" }).click();
  await page.waitForURL(/helped=yes/);
  expect(await page.getByRole("status").textContent()).toContain("Thank you");
  await searches().toMatchObject([{ words: "samovar", results: 2, helped: true }]);
  await page.getByRole("link", { name: "Remove Not solved yet" }).click();
  await page.waitForURL(/\/search\?q=samovar$/);
  await page.goto(`${server.origin}/search?q=zzgrault+frobnicate`);
  await page.getByRole("link", { name: "Ask this" }).click();
  await page.waitForURL(/\/threads\/new\?title=zzgrault%20frobnicate|\/login/);
});
