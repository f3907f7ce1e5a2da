import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeReply, makeThread, makeViewer } from "../factories.ts";
import { expectNoAxeViolations, openPage, takeErrors } from "../support/browser.ts";
import { indexEverything } from "../support/indexing.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { pageOf } from "../support/signed-in.ts";

let server: TestServer;
let asker: Viewer;
let helper: Viewer;
let threadId: number;

beforeAll(async () => {
  [asker, helper] = await Promise.all([makeViewer("customer", { handle: "vera-asks" }), makeViewer()]);
  threadId = (await makeThread(asker)).id;
  await makeReply(asker, threadId, "Mind the gap, and the step.");
  await indexEverything();
  server = await startServer({ databaseUrl: databaseUrl(), env: { RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

async function openThread(options: Parameters<typeof openPage>[0] = {}) {
  const page = await pageOf(helper, server.origin, options);
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

/** As a hand lets go of it over the box. */
async function drop(page: Page, { name, mimeType, buffer }: Awaited<ReturnType<typeof picture>>) {
  const dataTransfer = await page.evaluateHandle(
    ([file, type, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], file, { type }));
      return data;
    },
    [name, mimeType, buffer.toString("base64")] as const,
  );
  for (const type of ["dragenter", "dragover", "drop"])
    await page.locator("#field-body").dispatchEvent(type, { dataTransfer });
}

/** Selects these words in the reply, and presses its "Quote". */
async function quoteWords(page: Page, words: string) {
  const post = page.locator(".reply-list article").filter({ hasText: words });
  await post.locator(".prose p").evaluate((paragraph, selected) => {
    const text = paragraph.firstChild as Text;
    const from = text.data.indexOf(selected);
    getSelection()?.setBaseAndExtent(text, from, text, from + selected.length);
  }, words);
  await post.locator("[data-quote]").click();
}

test("files are taken while one writes, a table, a person, a thread and a quotation become Markdown; Ctrl+Enter sends", async () => {
  const page = await openThread();
  const box = page.locator("#field-body");
  await page.locator("#reply text-expander").and(page.locator(":defined")).waitFor();
  await page.locator("#reply file-attachment").and(page.locator(":defined")).waitFor();
  await page.locator("#reply md-bold").and(page.locator(":defined")).waitFor();
  await box.fill("Hold");
  await box.press("Control+a");
  await box.press("Control+b");
  expect(await box.inputValue()).toBe("**Hold**");
  await box.fill("");
  await box.pressSequentially("Ask @vera");
  await page.getByRole("option", { name: "@vera-asks" }).click();
  expect(await box.inputValue()).toBe("Ask @vera-asks ");
  await page.setInputFiles("#field-body-files", await picture());
  await expect.poll(() => box.inputValue()).toMatch(/!\[lamp\.png\]\(\/attachments\/\d+\/lamp\.png\)/);
  await box.pressSequentially("as in #Printer");
  await page.getByRole("option", { name: `Printer forgets Wi-Fi #${threadId}` }).click();
  expect(await box.inputValue()).toMatch(new RegExp(`as in #${threadId} $`));
  await drop(page, await picture());
  await expect.poll(() => box.inputValue()).toMatch(/(!\[lamp\.png\]\(\/attachments\/\d+\/lamp\.png\)[\s\S]*){2}/);
  await quoteWords(page, "the gap");
  expect(await box.inputValue()).toMatch(/\n> the gap\n\n/);
  expect(await page.locator("#reply input[name=replyTo]").inputValue()).toMatch(/^[1-9]/);
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
  const image = page.locator(".reply-list .post img").first();
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

test("a reply that was begun is there after looking elsewhere, in another browser, and in two tabs both ways; until it is sent", async () => {
  const [page, other] = [await openThread(), await openThread()];
  const [box, otherBox] = [page.locator("#field-body"), other.locator("#field-body")];
  const write = (on: Page, words: string) =>
    Promise.all([
      on.waitForResponse((answer) => answer.status() === 200 && answer.url().endsWith("/draft")),
      on.locator("#field-body").fill(words),
    ]);
  await write(page, "Unplug it, count to ten");
  await page.goto(`${server.origin}/`);
  await page.goto(`${server.origin}/threads/${threadId}`);
  expect(await box.inputValue()).toBe("Unplug it, count to ten");

  await other.reload();
  expect(await otherBox.inputValue()).toBe("Unplug it, count to ten");
  await write(other, "Unplug it, count to twenty");
  await write(page, "Unplug it, count to ten, plug it in");
  await other.reload();
  const words = [await otherBox.inputValue(), await other.locator(".reply-begun li span").first().innerText()];
  expect(words.sort()).toEqual(["Unplug it, count to ten, plug it in", "Unplug it, count to twenty"]);

  await page.locator("#reply button.button-primary").click();
  await page.locator(".reply-list article", { hasText: "count to ten, plug it in" }).waitFor();
  expect(await box.inputValue()).toBe("Unplug it, count to twenty");
  await page.getByRole("button", { name: "Discard it" }).click();
  await expect.poll(() => box.inputValue()).toBe("");
  await expect.poll(() => prisma.draft.count()).toBe(0);
});

test("who signs in after somebody in the same tab is not given what they had begun and the server has not", async () => {
  const page = await openThread();
  await page.route("**/draft", (route) => route.abort());
  await page.fill("#field-body", "Between us, it is the cable");
  await page.waitForFunction(() => JSON.stringify(sessionStorage).includes("it is the cable"));
  const [name = "", value = ""] = ((await startSession(asker.id, "Test")).split(";")[0] ?? "").split("=");
  await page.context().addCookies([{ name, value, url: server.origin }]);
  await Promise.all([page.waitForResponse((answer) => /reply-draft.*js/.test(answer.url())), page.reload()]);
  await page.waitForLoadState("networkidle");
  expect(await page.locator("#field-body").inputValue()).toBe("");
});

test("who comes back to a long talk goes on where they stopped, and sees what is new since", async () => {
  const { id } = await makeThread(asker, { title: "A long talk" });
  const rows = Array.from({ length: 30 }, (_, at) => ({
    threadId: id,
    position: at + 2,
    authorId: helper.id,
    markdown: `Said as number ${at + 2}. ${"More of it. ".repeat(60)}`,
  }));
  await prisma.post.createMany({ data: rows });
  await prisma.thread.update({ where: { id }, data: { replyCount: rows.length } });
  const page = await openPage();
  const path = `${server.origin}/threads/${id}`;
  await page.goto(`${path}?sort=oldest`);
  await page.locator("article", { hasText: "Said as number 9." }).scrollIntoViewIfNeeded();
  await page.waitForFunction(() => /,(9|1\d)\]\]\]$/.test(localStorage.getItem("read") ?? ""));
  await page.goto(path);
  await page.getByRole("link", { name: "Go on reading where you stopped" }).click();
  await page
    .locator("article", { hasText: /Said as number (8|9|1\d)\./ })
    .first()
    .waitFor();

  await makeReply(asker, id, "That was the last of it.");
  await page.goto(`${path}?sort=best`); // an address that no page was kept for
  await page.getByRole("link", { name: "New since you were here: 1" }).click();
  await page.locator("article", { hasText: "That was the last of it." }).waitFor();
  await page.goto(path);
  await page.getByRole("link", { name: "To the newest" }).click();
  await page.locator("article:has(#newest)", { hasText: "That was the last of it." }).waitFor();
});
