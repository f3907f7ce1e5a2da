import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "../../app/domain/accounts/passwords.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeReply, makeThread, makeViewer } from "../factories.ts";
import { expectNoAxeViolations, openPage } from "../support/browser.ts";
import { indexEverything } from "../support/indexing.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { pageOf } from "../support/signed-in.ts";

let server: TestServer;
let thread: { id: number };

beforeAll(async () => {
  const author = await makeViewer();
  thread = await makeThread(author, { title: "Samovar boils over", body: "It boils over when it is full." });
  await makeReply(author, thread.id, "Fill it less.");
  await indexEverything();
  server = await startServer({ databaseUrl: databaseUrl(), env: { RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

const signedIn = async () => pageOf(await makeViewer(), server.origin);

test("what looks alike shows while one types; joining it closes the form, and undoing opens it again", async () => {
  const page = await signedIn();
  await page.goto(`${server.origin}/threads/new`);
  await page.getByLabel("In one line").fill("Our samovar boils over");
  const similar = page.getByRole("region", { name: "Is it one of these?" });
  await similar.waitFor();
  await expectNoAxeViolations(page);
  await similar.getByRole("button", { name: "This is my problem" }).click();
  await page.getByText("You have joined it.").waitFor();
  expect(await page.getByLabel("In one line").isVisible()).toBe(false);
  await expectNoAxeViolations(page);
  expect(await prisma.affected.count({ where: { threadId: thread.id } })).toBe(1);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByLabel("In one line").waitFor();
  expect(await page.getByLabel("In one line").inputValue()).toBe("Our samovar boils over");
  expect(await prisma.affected.count({ where: { threadId: thread.id } })).toBe(0);
  await page.goto(`${server.origin}/`);
  await expect.poll(() => prisma.askAttempt.findFirst()).toMatchObject({ endedAs: "left" });
});

test("a stranger without JavaScript asks, sees what looks alike first, and comes back by the secret link", async () => {
  const page = await openPage({ javaScriptEnabled: false });
  await page.goto(`${server.origin}/threads/new`);
  await page.getByLabel("What happened?").fill("The samovar boils over again. Since the new tap.");
  await page.getByRole("button", { name: "Post question" }).click();
  await page.getByRole("region", { name: "Is it one of these?" }).waitFor();
  expect(await page.getByLabel("What happened?").inputValue()).toContain("Since the new tap.");
  await page.getByRole("button", { name: "Post it anyway" }).click();
  const link = (await page.locator(".secret-link").textContent()) ?? "";
  expect(link).toMatch(/\/asked\?key=[\w-]{32}$/);
  const elsewhere = await openPage({ javaScriptEnabled: false });
  await elsewhere.goto(link.replace(/^https?:\/\/[^/]+/, server.origin));
  await elsewhere.getByRole("button", { name: "Go on with my question" }).click();
  await elsewhere.getByRole("link", { name: "The samovar boils over again" }).click();
  await elsewhere.getByLabel("Your reply").fill("It stopped by itself.");
  await elsewhere.getByRole("button", { name: "Send reply" }).click();
  await elsewhere.getByText("It stopped by itself.").waitFor();
  expect(await elsewhere.getByText("Sign in to reply").count()).toBe(0);
  expect(server.output()).not.toContain(link.split("=")[1]);
});

test("what a stranger is asking survives two tabs and a crash, and goes with them into signing in", async () => {
  const passwordHash = await hashPassword("a password for asking");
  const { id } = await makeViewer("customer", { email: "ada@example.com", passwordHash });
  const first = await openPage();
  const kept = (count: number) =>
    expect
      .poll(() => first.evaluate(() => Object.keys(localStorage).filter((key) => /^ask:/.test(key)).length))
      .toBe(count);
  await first.goto(`${server.origin}/threads/new`);
  await first.getByLabel("In one line").fill("Teapot drips");
  await first.getByLabel("What happened?").fill("At the spout, since Monday.");
  await kept(1);
  const second = await first.context().newPage();
  await second.goto(`${server.origin}/threads/new`);
  await second.getByLabel("In one line").fill("Kettle whistles");
  await kept(2);
  const devtools = await first.context().newCDPSession(first);
  const crashed = first.waitForEvent("crash");
  void devtools.send("Page.crash").catch(() => undefined); // there is nobody left to answer
  await crashed;

  const next = await first.context().newPage();
  await next.goto(`${server.origin}/threads/new`);
  const begun = next.getByRole("region", { name: "You have begun to ask" }).getByRole("listitem");
  await begun.filter({ hasText: "Kettle whistles" }).waitFor();
  await begun.filter({ hasText: "Teapot drips" }).getByRole("button", { name: "Go on with it" }).click();
  expect(await next.getByLabel("What happened?").inputValue()).toBe("At the spout, since Monday.");
  await next.getByRole("button", { name: "Sign in first" }).click();
  await next.getByLabel("E-mail").first().fill("ada@example.com");
  await next.getByRole("textbox", { name: "Password" }).fill("a password for asking");
  await next.getByRole("button", { name: "Sign in", exact: true }).click();
  await next.getByLabel("In one line").waitFor();
  expect(await next.getByLabel("In one line").inputValue()).toBe("Teapot drips");
  await next.getByRole("button", { name: /^Post/ }).click();
  await expect.poll(() => next.url()).toMatch(/\/threads\/\d+/);
  const made = await prisma.thread.findFirstOrThrow({ where: { authorId: id }, include: { posts: true } });
  expect([made.title, made.posts[0]?.markdown]).toEqual(["Teapot drips", "At the spout, since Monday."]);
});
