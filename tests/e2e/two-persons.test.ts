import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { draftAnswer } from "../../app/domain/answers/draft-answer.server.ts";
import { submitDraft } from "../../app/domain/answers/save-draft.server.ts";
import { macroInput } from "../../app/domain/macros/input.ts";
import { submitMacro, writeMacro } from "../../app/domain/macros/save-macro.server.ts";
import { changeSettings } from "../../app/domain/settings/settings.server.ts";
import { takeTicket } from "../../app/domain/tickets/assign-ticket.server.ts";
import { resolveTicket } from "../../app/domain/tickets/resolve-ticket.server.ts";
import { prisma, transaction } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { answerOf, revisionOf, text } from "../factories/answers.ts";
import { closing, makeCase, makeViewer, seen, ticketOf } from "../factories/tickets.ts";
import { expectNoAxeViolations, takeErrors } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { loaded, pageOf } from "../support/signed-in.ts";

// What takes two people: a second chance with somebody else; and how it goes where there is only one.

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ databaseUrl: databaseUrl(), env: { WORKER: "none", RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

const signIn = (viewer: Viewer) => pageOf(viewer, server.origin, { javaScriptEnabled: false });
const at = (page: Page, path: string) => page.goto(server.origin + path);
const press = (page: Page, selector: string) => loaded(page, () => page.locator(selector).click());
const ratingsOf = (ticketId: number) => prisma.rating.findMany({ where: { ticketId }, orderBy: { number: "asc" } });

const HOUR_MS = 3_600_000;

test("who was not content gets another agent with a clock, rates again apart from the first time, and then has a lead", async () => {
  const { requester, agent, ticketId } = await makeCase("resolved");
  const other = await makeViewer("agent_1", "Ben Other");
  const asker = await pageOf(requester, server.origin);
  await at(asker, `/requests/${ticketId}`);
  await asker.locator("[name=fair][value=no]").check();
  await asker.locator("[name=worth][value=no]").check();
  await expectNoAxeViolations(asker);
  await press(asker, "button[value=solved]");
  await asker.getByLabel("What should they look at?").fill("Nobody asked which model it is.");
  await expectNoAxeViolations(asker);
  await loaded(asker, () => asker.getByRole("button", { name: "Give us a second chance" }).click());
  await asker.getByText(`${other.name} looks at it anew.`).waitFor();
  const opened = await ticketOf(ticketId);
  expect(opened).toMatchObject({ state: "open", assigneeId: other.id, dueClock: "second_chance" });
  expect(opened.dueAt?.getTime()).toBeGreaterThanOrEqual(Date.now() + 4 * HOUR_MS - 60_000);

  const second = await signIn(other);
  await at(second, `/staff/tickets/${ticketId}`);
  await second.getByText("Nobody asked which model it is.").waitFor();
  await loaded(second, () => second.getByRole("button", { name: "I have read it" }).click());
  await second.locator("label", { hasText: "Resolve" }).click();
  const resolve = second.locator("[data-writes=resolve]");
  await resolve.locator("textarea[name=body]").fill("It is the X200: hold WPS for seven seconds.");
  await resolve.locator("[name=publish][value=yes]").check();
  await press(second, "[data-writes=resolve] .button-primary");
  expect((await ticketOf(ticketId)).state).toBe("resolved");

  const lead = await makeViewer("lead", "Ingrid Lead");
  await asker.reload();
  await asker.getByText("a team lead takes it over").waitFor();
  await asker.locator("[name=fair][value=yes]").check();
  await asker.getByLabel("Anything to add?").fill("Kind, but it still blinks.");
  await press(asker, "button[value=not_solved]");
  await asker.getByText(lead.name).first().waitFor();
  expect(await ratingsOf(ticketId)).toMatchObject([
    { number: 1, isSolved: true, isFair: false, isWorthIt: false, ratedId: agent.id },
    { number: 2, isSolved: false, isFair: true, isWorthIt: null, ratedId: other.id },
  ]);
  expect(await ticketOf(ticketId)).toMatchObject({ state: "open", assigneeId: lead.id });
});

test("in a company of one, what takes two waits and is read again: answer, text, response on money, goodwill", async () => {
  await prisma.account.updateMany({ where: { role: { not: "customer" } }, data: { role: "customer" } });
  const owner = await makeViewer("lead", "Olga Only");
  const page = await signIn(owner);
  const places = await textsThatTakeTwo(owner, page);

  for (const { path, form } of places) {
    await at(page, path);
    await page
      .getByText(/From .* on you can let it go\./)
      .first()
      .waitFor();
    await page.locator(form).getByLabel("I have read it again").check();
    await press(page, `${form} button.button-primary`);
    await page.getByText("Read it again in 10 minutes.").first().waitFor();
  }

  expect(takeErrors(page)).toEqual(places.map(() => expect.stringContaining("409")));

  await transaction((tx) => changeSettings(tx, { selfReviewMinutes: 0 })); // ten minutes later
  const [first] = places;
  await at(page, first?.path ?? "");
  const isOver = async () => {
    await page.reload();
    return page.getByText("The wait is over.").count();
  };
  await expect.poll(isOver, { timeout: 15_000, interval: 200 }).toBe(1); // servers remember settings for a moment
  for (const { path, form, isDone } of places) {
    await at(page, path);
    await page.locator(form).getByLabel("I have read it again").check();
    await press(page, `${form} button.button-primary`);
    expect(await isDone(), path).toBe(true);
  }
});

interface Place {
  path: string;
  form: string;
  isDone(): Promise<boolean>;
}

/** One of each, written by whoever is alone and waiting for a second person. */
async function textsThatTakeTwo(owner: Viewer, page: Page): Promise<Place[]> {
  const { requester, ticketId } = await makeCase("new");
  await prisma.account.updateMany({ where: { role: "agent_2" }, data: { role: "customer" } });
  await takeTicket(owner, ticketId, await seen(ticketId));
  const ticket = `/staff/tickets/${ticketId}`;
  await at(page, ticket);
  await page.locator("[data-writes=respond] textarea").fill("We refund you 20 euros.");
  await press(page, "[data-writes=respond] .button-primary");
  await at(page, ticket);
  await page.locator("summary", { hasText: "Offer goodwill" }).click();
  await page.locator("#goodwill-offer-amount").fill("400");
  await press(page, "form[action$='/goodwill'] button");

  const { id: macroId } = await writeMacro(owner, macroInput.parse({ name: "Hello", "text.en": "Hello, it is me." }));
  await submitMacro(owner, macroId);
  const answerId = await submittedAnswer(owner);
  return [
    {
      path: `/staff/answers/${answerId}`,
      form: "form[action$='/publication']",
      isDone: async () => (await answerOf(answerId)).publishedAt !== null,
    },
    {
      path: `/staff/macros/${macroId}`,
      form: "form[action$='/approval']",
      isDone: async () => (await prisma.macro.findUniqueOrThrow({ where: { id: macroId } })).version === 1,
    },
    {
      path: ticket,
      form: "form[action*='/readings']:has(button[value=passed])",
      isDone: async () => (await prisma.response.count({ where: { ticketId, authorId: owner.id } })) === 1,
    },
    {
      path: ticket,
      form: "form[action$='/goodwill-approval']",
      isDone: async () => {
        const asker = await signIn(requester);
        await at(asker, `/requests/${ticketId}`);
        return asker.locator("#goodwill").getByText("Offered").isVisible();
      },
    },
  ];
}

async function submittedAnswer(owner: Viewer) {
  const { ticketId } = await makeCase("new");
  await prisma.account.updateMany({ where: { role: "agent_2" }, data: { role: "customer" } });
  await takeTicket(owner, ticketId, await seen(ticketId));
  await resolveTicket(owner, ticketId, { ...closing, ...(await seen(ticketId)) });
  const { id } = await draftAnswer(owner, { ticketId });
  await submitDraft(owner, id, { ...text, revision: await revisionOf(id) });
  return id;
}
