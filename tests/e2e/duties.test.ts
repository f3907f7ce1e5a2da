import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { changeSettings } from "../../app/domain/settings/settings.server.ts";
import { takeDutyStep } from "../../app/domain/tickets/take-duty-step.server.ts";
import { prisma, transaction } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCase } from "../factories/tickets.ts";
import { expectNoAxeViolations, openPage } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;

beforeAll(async () => {
  await transaction((tx) => changeSettings(tx, { undoSendSeconds: 0 }));
  server = await startServer({ databaseUrl: databaseUrl(), env: { RATE_LIMIT_FACTOR: "100" } });
});
afterAll(() => server?.stop());

async function pageOf(viewer: Viewer, options: Parameters<typeof openPage>[0] = {}): Promise<Page> {
  const page = await openPage(options);
  const [name = "", value = ""] = (await startSession(viewer.id, "Test")).split(";")[0]?.split("=") ?? [];
  await page.context().addCookies([{ name, value, url: server.origin }]);
  return page;
}

/** Its date has passed; where the requester is it is day. */
const expire = (ticketId: number) =>
  transaction(async (tx) => {
    const ticket = await tx.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    const { id, dueAt } = await tx.duty.findFirstOrThrow({ where: { ticketId, state: "open" } });
    const day = new Date(new Date(dueAt).setUTCHours(12, 0, 0, 0) + 86_400_000);
    await takeDutyStep(tx, ticket, id, day);
  });

test("an agent asks for a photo; its date passes, a new one is asked for and given, and then it is done", async () => {
  const { requester, agent, ticketId } = await makeCase();
  await prisma.account.update({ where: { id: requester.id }, data: { timeZone: "UTC" } });
  const desk = await pageOf(agent, { javaScriptEnabled: false });
  await desk.goto(`${server.origin}/staff/tickets/${ticketId}`);
  await desk.locator(".composer-kind", { hasText: "Ask" }).click();
  const asking = desk.locator("[data-writes=ask]");
  await asking.getByRole("textbox", { name: /^Question/ }).fill("The serial number is on the back.");
  await asking.getByLabel("What they do").selectOption({ label: "Send a photo" });
  await asking.getByLabel("What we need").fill("A photo of the label");
  await asking.getByRole("button", { name: /Send and wait/ }).click();
  await desk.getByText(/asked for this by .*: A photo of the label/).waitFor();

  const own = await pageOf(requester);
  await own.goto(`${server.origin}/cases`);
  await own.getByText("Do what we asked you for").waitFor();
  await expire(ticketId);
  await own
    .getByRole("link", { name: /Printer forgets Wi-Fi/ })
    .first()
    .click();
  await own.getByText("Ask for a new one").first().click();
  await own.getByLabel("Why you need more time").fill("I was away.");
  await own.getByRole("button", { name: "Ask for a new one" }).click();
  await own.getByText("Asked for a new one").waitFor();
  await expectNoAxeViolations(own);

  await desk.goto(`${server.origin}/staff/tickets/${ticketId}`);
  await desk.getByText("I was away.").first().waitFor();
  await desk.getByRole("button", { name: "Give this date" }).click();
  await desk.getByText(/gave a new date/).waitFor();

  const plain = await pageOf(requester, { javaScriptEnabled: false });
  await plain.goto(`${server.origin}/requests/${ticketId}`);
  await plain.getByText("I’ve done it").last().click();
  await plain.locator("#duties form:visible").getByRole("textbox").fill("Here it is.");
  await plain.locator("#duties form:visible input[type=file]").setInputFiles({
    ...{ name: "label.txt", mimeType: "text/plain", buffer: Buffer.from("SN 12") },
  });
  await plain.getByRole("button", { name: "It’s done" }).click();
  await plain.getByText("Here it is.").waitFor();
  await plain.getByRole("link", { name: "label.txt" }).waitFor();
  await desk.goto(`${server.origin}/staff/tickets/${ticketId}`);
  await desk.getByText(/has done it: A photo of the label/).waitFor();
  expect(await prisma.duty.findMany({ where: { ticketId }, orderBy: { id: "asc" } })).toMatchObject([
    { state: "expired" },
    { state: "done" },
  ]);
});
