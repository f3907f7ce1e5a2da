import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCase, makeViewer } from "../factories/tickets.ts";
import { expectNoAxeViolations, openPage, takeErrors } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { pageOf } from "../support/signed-in.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ databaseUrl: databaseUrl(), env: { RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

test("a mother lets her daughter act for her by a link; both names stand on what she writes; one press ends it", async () => {
  const { requester: mother, agent, ticketId } = await makeCase("read_back");
  const daughter = await makeViewer("customer", "Dora Daughter");

  const granting = await pageOf(mother, server.origin, { javaScriptEnabled: false });
  await granting.goto(`${server.origin}/delegations`);
  await granting.getByLabel("ask, write and bring").check();
  await granting.getByLabel("confirm what we understood").check();
  await granting.getByRole("button", { name: "Make a link" }).click();
  const link = (await granting.locator(".secret-link").textContent()) ?? "";

  const acting = await pageOf(daughter, server.origin);
  await acting.goto(`${server.origin}${new URL(link).pathname}${new URL(link).search}`);
  await acting.getByText(`${mother.name} asks you to act for them`).waitFor();
  await expectNoAxeViolations(acting);
  await acting.getByRole("button", { name: `I’ll act for ${mother.name}` }).click();
  await acting.getByRole("link", { name: "Their requests" }).click();
  await acting.getByText(`for ${mother.name}`).waitFor();
  await acting.goto(`${server.origin}/requests/${ticketId}`);
  await acting.getByRole("button", { name: "That’s right" }).click();
  await acting.getByText(`Dora Daughter for ${mother.name}`).first().waitFor({ state: "attached" });
  await acting
    .getByLabel(/Write to/)
    .or(acting.getByRole("textbox").last())
    .last()
    .fill("She has held the button.");
  await acting.getByRole("button", { name: "Send" }).last().click();
  await acting.getByText("She has held the button.").waitFor();
  await expectNoAxeViolations(acting);

  const working = await pageOf(agent, server.origin);
  await working.goto(`${server.origin}/staff/tickets/${ticketId}`);
  await working.getByText(`Dora Daughter for ${mother.name}`).first().waitFor({ state: "attached" });

  await acting.goto(`${server.origin}/threads/new`);
  await acting.getByRole("link", { name: `Ask for ${mother.name} instead` }).click();
  await acting.getByLabel("What happened?").fill("Her scanner whistles a tune nobody knows.");
  await acting.getByRole("button", { name: "Post question" }).click();
  await acting.waitForURL(/\/threads\/\d+/);
  const thread = await prisma.thread.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(thread.authorId).toBe(mother.id);
  const passing = await openPage({ javaScriptEnabled: false });
  await passing.goto(`${server.origin}/threads/${thread.id}`);
  expect(await passing.locator(".post-question .author").textContent()).toContain(`Dora Daughter for ${mother.name}`);

  await granting.goto(`${server.origin}/delegations`);
  await granting.getByRole("button", { name: "End it: Dora Daughter" }).click();
  expect((await acting.goto(`${server.origin}/requests/${ticketId}`))?.status()).toBe(404);
  expect(takeErrors(acting).join()).toContain("404");
  await granting.goto(`${server.origin}/requests/${ticketId}`);
  expect(await granting.locator("#request").textContent()).toContain(`Dora Daughter for ${mother.name}`);
});
