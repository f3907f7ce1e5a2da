import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCategory, makeViewer } from "../factories.ts";
import { expectNoAxeViolations, openPage, takeErrors } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { pageOf } from "../support/signed-in.ts";

const CARD = "4111 1111 1111 1111";
const HOME = "221B Baker Street, London NW1 6XE";

let server: TestServer;
let owner: Viewer;
let agent: Viewer;

beforeAll(async () => {
  await makeCategory();
  owner = await makeViewer();
  agent = await makeViewer("agent_1", { name: "Agnes Agent" });
  server = await startServer({ databaseUrl: databaseUrl(), env: { RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

const newest = () => prisma.thread.findFirstOrThrow({ orderBy: { id: "desc" }, include: { posts: true } });

test("a private value is moved with one press, seen by nobody else, and revealed for a reason its owner reads", async () => {
  const asking = await pageOf(owner, server.origin);
  await asking.goto(`${server.origin}/threads/new`);
  await asking.getByLabel("What happened?").fill(`I was charged twice on ${CARD}. I live at ${HOME}.`);
  await asking.getByRole("button", { name: /^Make private: .*card/ }).click();
  await asking.getByRole("button", { name: /^Make private: .*postal address/ }).click();
  await asking.getByText(/\[private: address 2\] is private now/).waitFor();
  expect(await asking.getByLabel("What happened?").inputValue()).toBe(
    "I was charged twice on [private: card 1]. I live at [private: address 2].",
  );
  await expectNoAxeViolations(asking);
  await asking.getByRole("button", { name: "Post question" }).click();
  await asking.waitForURL(/\/threads\/\d+/);
  await asking.getByText("1111").first().waitFor();
  const thread = await newest();
  expect(JSON.stringify(thread)).not.toContain("4111");

  const passing = await openPage();
  await passing.goto(`${server.origin}/threads/${thread.id}`);
  await passing.getByText("private: card number").waitFor();
  expect(await passing.content()).not.toMatch(/1111|Baker/);

  const looking = await pageOf(agent, server.origin);
  await looking.goto(`${server.origin}/threads/${thread.id}`);
  await looking
    .getByRole("link", { name: /card number/ })
    .first()
    .click();
  await looking.getByLabel("Why do you need to see it?").fill("To find the second payment.");
  await looking.getByRole("button", { name: "Show it" }).click();
  await looking.getByText(CARD).waitFor();
  await expectNoAxeViolations(looking);

  await asking.goto(`${server.origin}/private-values`);
  await asking.getByText("Last seen by Agnes Agent").waitFor();
  await asking.getByRole("link", { name: /card number/ }).click();
  await asking.getByText("To find the second payment.").waitFor();
  await expectNoAxeViolations(asking);
});

test("without JavaScript the form asks once what shall become of it, and keeps what was typed", async () => {
  const page = await pageOf(owner, server.origin, { javaScriptEnabled: false });
  await page.goto(`${server.origin}/threads/new`);
  await page.getByLabel("What happened?").fill(`The refund never came to DE89 3704 0044 0532 0130 00.`);
  await page.getByRole("button", { name: "Post question" }).click();
  await page.getByText("One thing in your text looks private").first().waitFor();
  expect(await page.getByLabel("What happened?").inputValue()).toContain("DE89 3704");
  expect(takeErrors(page)).toHaveLength(1); // refused
  await page.getByRole("button", { name: /^Post/ }).first().click();
  await page.waitForURL(/\/threads\/\d+/);
  expect(JSON.stringify(await newest())).not.toMatch(/DE89|3704/);
});
