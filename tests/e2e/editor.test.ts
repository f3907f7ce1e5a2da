import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeThread, makeViewer } from "../factories.ts";
import { expectNoAxeViolations, openPage, takeErrors } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let asker: Viewer;
let helper: Viewer;
let threadId: number;

beforeAll(async () => {
  [asker, helper] = await Promise.all([makeViewer("customer", { handle: "vera-asks" }), makeViewer()]);
  threadId = (await makeThread(asker)).id;
  server = await startServer({ databaseUrl: databaseUrl(), env: { RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

async function openThread(options: Parameters<typeof openPage>[0] = {}) {
  const page = await openPage(options);
  const [name = "", value = ""] = ((await startSession(helper.id, "Test")).split(";")[0] ?? "").split("=");
  await page.context().addCookies([{ name, value, url: server.origin }]);
  await page.goto(`${server.origin}/threads/${threadId}`);
  return page;
}

const picture = async () => ({
  name: "lamp.png",
  mimeType: "image/png",
  buffer: await sharp({ create: { width: 1200, height: 700, channels: 3, background: "#a33" } })
    .png()
    .toBuffer(),
});

test("a picture is taken while one writes, a pasted table becomes Markdown, a person is completed; Ctrl+Enter sends", async () => {
  const page = await openThread();
  const box = page.locator("#field-body");
  await page.locator("#reply text-expander").and(page.locator(":defined")).waitFor();
  await page.locator("#reply file-attachment").and(page.locator(":defined")).waitFor();
  await box.pressSequentially("Ask @vera");
  await page.getByRole("option", { name: "@vera-asks" }).click();
  expect(await box.inputValue()).toBe("Ask @vera-asks ");
  await page.setInputFiles("#field-body-files", await picture());
  await expect.poll(() => box.inputValue()).toMatch(/!\[lamp\.png\]\(\/attachments\/\d+\/lamp\.png\)/);
  await page.setInputFiles("#field-body-files", {
    name: "page.html",
    mimeType: "image/png",
    buffer: Buffer.from("<html>"),
  });
  await page.getByText("page.html: We cannot take this kind of file").waitFor();
  takeErrors(page); // its 422
  await box.press("Control+End");
  await box.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      "text/html",
      "<meta charset='utf-8'><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
    );
    clipboardData.setData("text/plain", "A B 1 2");
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  expect(await box.inputValue()).toMatch(/A \| B\n-- \| --\n1 \| 2/);
  const toggle = page.locator("#reply [data-preview]");
  await toggle.click();
  await page.locator(".editor-preview table").waitFor();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await box.press("Control+Enter");
  const image = page.locator(".reply-list .post img");
  await image.waitFor();
  expect(await image.getAttribute("width")).toBe("1200");
  expect(await image.evaluate((one: HTMLImageElement) => one.decode().then(() => one.naturalWidth))).toBeGreaterThan(0);
});

test("without scripts the same form takes files by its plain field", async () => {
  const page = await openThread({ javaScriptEnabled: false });
  await page.fill("#field-body", "Here is a picture.");
  await page.setInputFiles("#field-body-files", await picture());
  await page.locator("#reply").getByRole("button", { name: "Send reply" }).click();
  await page.locator(".attachments img").waitFor();
});
