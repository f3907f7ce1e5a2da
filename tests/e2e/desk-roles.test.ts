import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Viewer, viewerFrom } from "../../app/domain/accounts/viewer.ts";
import { macroInput } from "../../app/domain/macros/input.ts";
import { submitMacro, writeMacro } from "../../app/domain/macros/save-macro.server.ts";
import { askForSupervisor } from "../../app/domain/tickets/ask-for-another.server.ts";
import { askGoodwill } from "../../app/domain/tickets/ask-goodwill.server.ts";
import { claimPromise } from "../../app/domain/tickets/claim-promise.server.ts";
import { respond } from "../../app/domain/tickets/respond.server.ts";
import { settleTicket } from "../../app/domain/tickets/settle-ticket.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCase, makeViewer, seen, ticketOf } from "../factories/tickets.ts";
import { expectNoAxeViolations } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { loaded, pageOf } from "../support/signed-in.ts";

// Those who decide at the desk: level 2 who takes over, a lead, a manager.

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ databaseUrl: databaseUrl(), env: { WORKER: "none", RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

const signIn = (viewer: Viewer) => pageOf(viewer, server.origin, { javaScriptEnabled: false });
const at = (page: Page, path: string) => page.goto(server.origin + path);
const press = (page: Page, selector: string) => loaded(page, () => page.locator(selector).click());
const ownerOf = async (ticketId: number) =>
  viewerFrom(await prisma.account.findFirstOrThrow({ where: { assigned: { some: { id: ticketId } } } }));

test("level 2 takes over what no text fits: reads before answering, and the requester sees that they did", async () => {
  const { requester, ticketId } = await makeCase("new");
  const ticket = `/staff/tickets/${ticketId}`;
  const first = await signIn(await makeViewer("agent_1", "Chidi One"));
  await at(first, ticket);
  await press(first, "[data-take] button");
  await first.getByText("No text fits: pass it to level 2").click();
  await first.getByLabel("What would the text have to say?").fill("How it is reset from afar");
  await press(first, "form[action$='/level-2'] button");

  const owner = await ownerOf(ticketId);
  const asker = await signIn(requester);
  await at(asker, `/requests/${ticketId}`);
  await asker.getByText(`${owner.name} is taking care of it.`).waitFor();

  const second = await pageOf(owner, server.origin);
  await at(second, ticket);
  await second.locator("#brief").getByText("How it is reset from afar").waitFor();
  await second.getByText("Read what was handed over first").waitFor();
  expect(await second.locator("[data-writes=respond]").count()).toBe(0);
  await expectNoAxeViolations(second);
  await loaded(second, () => second.getByRole("button", { name: "I have read it" }).click());
  await second.locator("[data-writes=respond] textarea").fill("Hold both buttons for five seconds.");
  await press(second, "[data-writes=respond] .button-primary");
  await second.locator(".timeline").getByText("Hold both buttons").waitFor();
  await at(second, "/staff/macros");
  await second.getByText("How it is reset from afar").waitFor();

  await asker.reload();
  await asker.getByText(`${owner.name} has read your case and is taking care of it.`).waitFor();
  await asker.getByText("Hold both buttons for five seconds.").waitFor();
});

test("a lead approves a text, returns a ticket with reasons, and hands one over with a word to the next", async () => {
  const [handed, unclear] = [await makeCase("open"), await makeCase("open")];
  const lead = await makeViewer("lead", "Ingrid Lead");
  const text = { name: "Restart the router", "text.en": "Please restart the router once." };
  const { id: macroId } = await writeMacro(handed.agent, macroInput.parse(text));
  await submitMacro(handed.agent, macroId);
  const page = await signIn(lead);
  await at(page, "/staff/macros");
  await loaded(page, () => page.getByRole("link", { name: text.name }).click());
  await press(page, "form[action$='/approval'] button");
  await page.getByText(`approved by ${lead.name}`).waitFor();

  await at(page, `/staff/tickets/${unclear.ticketId}`);
  await page.locator("summary", { hasText: "Return for rewrite" }).click();
  await page.getByLabel("facts are missing").check();
  await page.getByLabel("A word to the writer").fill("Which model is it?");
  await press(page, "form[action$='/return'] button");
  const writer = await signIn(unclear.agent);
  await at(writer, `/staff/tickets/${unclear.ticketId}`);
  await writer.getByText("facts are missing").waitFor();
  await writer.getByText("Which model is it?").waitFor();
  await writer.getByLabel("Write the statement anew").fill("The X200 blinks red after every restart.");
  await press(writer, "form[action$='/statement'] button");
  expect(await ticketOf(unclear.ticketId)).toMatchObject({ state: "read_back", assigneeId: unclear.agent.id });

  await at(page, `/staff/tickets/${handed.ticketId}`);
  await page.locator("summary", { hasText: "Hand it over" }).click();
  await page.getByLabel("To", { exact: true }).selectOption(String(unclear.agent.id));
  await page.getByLabel("What they have to know").fill("She is deaf: please write.");
  await press(page, "form[action$='/assignment'] button[value=other]");
  await at(writer, `/staff/tickets/${handed.ticketId}`);
  await writer.locator("#brief[open]").getByText("She is deaf: please write.").waitFor();
});

test("a lead answers who asked for a supervisor, and decides whether something was promised", async () => {
  const { requester, agent, ticketId } = await makeCase("open");
  const lead = await makeViewer("lead", "Ingrid Lead");
  const said = await respond(agent, ticketId, { body: "The cable comes soon.", ...(await seen(ticketId)) });
  await claimPromise(requester, ticketId, { responseId: said.id ?? 0, words: "The cable this week." });
  await askForSupervisor(requester, ticketId, { reason: "I was told three things." });

  const page = await signIn(lead);
  await at(page, "/staff/appeals");
  await page.getByText("I was told three things.").waitFor();
  await loaded(page, () => page.locator(`.notices a[href='/staff/tickets/${ticketId}']`).click());
  await page.locator("summary", { hasText: "It was no promise" }).click();
  await page.getByLabel("Why not? The requester reads it.").fill("No day was named, and we should have named one.");
  await press(page, "form[action$='/claim-refusals'] button");
  await page.locator("summary", { hasText: "Answer as a supervisor" }).click();
  await page.getByLabel("It is changed").check();
  await page.locator("#supervision-body").fill("I have read all of it. The first of the three was right.");
  await press(page, "form[action*='/supervision'] .form-actions button");
  await at(page, "/staff/appeals");
  expect(await page.getByText("I was told three things.").count()).toBe(0);

  const asker = await signIn(requester);
  await at(asker, `/requests/${ticketId}`);
  await asker.getByText("I have read all of it.").waitFor();
  await asker.getByText("No day was named, and we should have named one.").waitFor();
  expect(await ticketOf(ticketId)).toMatchObject({ assigneeId: agent.id });
});

test("a manager lets out what is above a lead's limit; it is accepted in one press, and done", async () => {
  const { requester, ticketId } = await makeCase("open");
  const [lead, manager] = [await makeViewer("lead"), await makeViewer("manager", "Priya Manager")];
  const wish = { kind: "Refund", amount: 50_000, words: "It never worked.", seenStep: 0 };
  await askGoodwill(requester, ticketId, wish);
  const [leads, page, asker] = [await signIn(lead), await signIn(manager), await signIn(requester)];
  await at(leads, `/staff/tickets/${ticketId}`);
  await leads.locator("summary", { hasText: "Offer this or something else" }).click();
  await press(leads, "form[action$='/goodwill'] button");
  await leads.getByText("Waiting for approval").waitFor();
  expect(await leads.locator("form[action$='/goodwill-approval']").count()).toBe(0);
  await at(asker, `/requests/${ticketId}`);
  expect(await asker.getByText("Offered").count()).toBe(0);

  await at(page, `/staff/tickets/${ticketId}`);
  await press(page, "form[action$='/goodwill-approval'] button");
  await asker.reload();
  await press(asker, "form[action$='/goodwill-answer'] button[value=accepted]");
  await leads.reload();
  await press(leads, "form[action$='/goodwill-delivery'] button");
  await asker.reload();
  await asker.locator("#goodwill").getByText("Done").waitFor();
});

test("a manager tries a rule on the last 90 days, puts it in force and takes it back; and reads what was said of us", async () => {
  const { requester, ticketId } = await makeCase("resolved");
  await settleTicket(requester, ticketId, { body: "", fair: "no", worth: "yes", words: "I had to ask twice." });
  const page = await pageOf(await makeViewer("manager"), server.origin);
  await at(page, "/staff/policies");
  const hours = page.locator("[name=nudgeAfterHours]");
  const before = await hours.inputValue();
  await hours.fill("2");
  await loaded(page, () => page.getByRole("button", { name: "See what they would have done" }).click());
  await page.locator("#replay table").waitFor();
  expect(await hours.inputValue()).toBe("2");
  await loaded(page, () => page.getByRole("button", { name: "Put these rules in force" }).click());
  await page.reload();
  expect(await hours.inputValue()).toBe("2");
  await loaded(page, () => page.getByRole("button", { name: "in force again" }).first().click());
  expect(await hours.inputValue()).toBe(before);
  await expectNoAxeViolations(page);

  await at(page, "/staff/ratings");
  await page.getByText("I had to ask twice.").waitFor();
  await page.getByText("too few").first().waitFor();
});
