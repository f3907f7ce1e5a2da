import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { changeSettings } from "../../app/domain/settings/settings.server.ts";
import { replyToRequest } from "../../app/domain/tickets/reply-to-request.server.ts";
import { transaction } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCase, makeViewer } from "../factories/tickets.ts";
import { expectNoAxeViolations } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { pageOf } from "../support/signed-in.ts";

const env = { DEMO: "0", WORKER: "none", TRUSTED_PROXIES: "1", RATE_LIMIT_FACTOR: "1000" };
let servers: TestServer[] = [];

beforeAll(async () => {
  await transaction((tx) => changeSettings(tx, { undoSendSeconds: 600 }));
  const start = () => startServer({ databaseUrl: databaseUrl(), env });
  servers = [await start(), await start()];
});
afterAll(() => Promise.all(servers.map((server) => server.stop())));

async function openAs(viewer: Viewer, server: TestServer | undefined, path: string): Promise<Page> {
  const page = await pageOf(viewer, server?.origin ?? "", { viewport: { width: 1280, height: 500 } });
  await page.goto(`${server?.origin}${path}`);
  return page;
}

test("two agents on two servers see each other, and what comes, in place; nobody answers over what they have not seen", async () => {
  const { agent, requester, ticketId } = await makeCase("open");
  const colleague = await makeViewer("agent_2", "Ana Colleague");
  const path = `/staff/tickets/${ticketId}`;
  const own = await openAs(agent, servers[0], path);
  const other = await openAs(colleague, servers[1], path);
  await own.locator(".presence").getByText("is looking at this").waitFor();

  const box = other.locator('[data-writes="respond"] textarea');
  await box.click();
  await other.keyboard.type("We have found");
  await own.locator(".presence").getByText("is writing a response").waitFor();
  expect(await other.locator(".presence").textContent()).not.toContain("Ana");
  await expectNoAxeViolations(own);

  const version = other.locator('[data-writes="respond"] input[name=seenVersion]');
  const [before, top] = [await version.inputValue(), (await box.boundingBox())?.y ?? 0];
  const words = Array.from({ length: 30 }, (_, line) => `It also beeps at night, ${line}.`).join("\n\n");
  await replyToRequest(requester, ticketId, { body: words });
  const bar = other.locator(".live-news button");
  await bar.getByText(/New here/).waitFor();
  expect(await version.inputValue()).toBe(before);
  expect(Math.abs(((await box.boundingBox())?.y ?? 0) - top)).toBeLessThan(2);
  await other.keyboard.type(" the cause"); // the cursor is where it was
  expect(await box.inputValue()).toBe("We have found the cause");
  await other.locator(".timeline-new").getByText("New while you were here").waitFor();

  await bar.click();
  await bar.waitFor({ state: "detached" });
  expect(Number(await version.inputValue())).toBeGreaterThan(Number(before));
  expect(await box.inputValue()).toBe("We have found the cause");

  await other.keyboard.press("Control+End");
  await box.press("Control+Enter");
  await own.locator(".held").getByText("We have found the cause").waitFor();
  await other.locator("[data-undo] button").click();
  await own.locator(".held").waitFor({ state: "detached" });

  await other.context().close();
  await own.locator(".presence:empty").waitFor({ state: "attached", timeout: 30_000 });
});
