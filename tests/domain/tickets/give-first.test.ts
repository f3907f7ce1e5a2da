import { afterAll, beforeAll, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { changeSettings } from "../../../app/domain/settings/settings.server.ts";
import { askForStep } from "../../../app/domain/tickets/ask-for-step.server.ts";
import { isAskLocked } from "../../../app/domain/tickets/give-first.server.ts";
import { changePreparation } from "../../../app/domain/tickets/preparation.server.ts";
import { askRequester, respond } from "../../../app/domain/tickets/respond.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { type Case, makeCase, seen, ticketOf } from "../../factories/tickets.ts";
import { makeReply, makeViewer } from "../../factories.ts";

let agent: Viewer;
const waitingUntil = new Date(Date.now() + 86_400_000);

beforeAll(async () => {
  agent = await makeViewer("agent_2");
  await transaction((tx) => changeSettings(tx, { givesFirst: true }));
});
afterAll(() => transaction((tx) => changeSettings(tx, { givesFirst: false })));

const locked = { code: "give_first" };

async function ask({ ticketId }: Case) {
  const words = { body: "Which router is it?", waitingFor: "The router's name", waitingUntil };
  return askRequester(agent, ticketId, { ...words, ...(await seen(ticketId)) });
}

test("staff asks for nothing before a person has given something: a greeting opens the form", async () => {
  const one = await makeCase();
  await expect(ask(one)).rejects.toMatchObject(locked);
  expect(await isAskLocked(one.ticketId)).toBe(true);
  expect(await ticketOf(one.ticketId)).toMatchObject({ state: "open", firstRespondedAt: null });
  await respond(agent, one.ticketId, { body: "Hello, I am looking at it.", ...(await seen(one.ticketId)) });
  expect(await isAskLocked(one.ticketId)).toBe(false);
  await ask(one);
  expect(await ticketOf(one.ticketId)).toMatchObject({ state: "waiting_on_requester" });
});

test("a reply of somebody else's in its thread opens it, the asker's own does not, nor one that was hidden", async () => {
  const one = await makeCase();
  const threadId = one.threadId;
  await makeReply(one.requester, threadId, "It still happens.");
  await expect(ask(one)).rejects.toMatchObject(locked);
  const { id } = await makeReply(await makeViewer(), threadId, "Try another plug.");
  await prisma.post.update({ where: { id }, data: { hiddenAt: new Date() } });
  await expect(ask(one)).rejects.toMatchObject(locked);
  await prisma.post.update({ where: { id }, data: { hiddenAt: null } });
  await ask(one);
});

test("something to try is given, and what is urgent, or about safety or identity, is asked at once", async () => {
  const tried = await makeCase();
  await askForStep(agent, tried.ticketId, {
    body: "Pull the plug.",
    reason: "",
    waitingUntil,
    ...(await seen(tried.ticketId)),
  });
  const urgent = await makeCase();
  await prisma.ticket.update({
    where: { id: urgent.ticketId },
    data: { priority: "urgent", version: { increment: 1 } },
  });
  await ask(urgent);
  const safety = await makeCase();
  const { categoryId } = await ticketOf(safety.ticketId);
  const change = { categoryId, atOnce: "on" } as const;
  await expect(changePreparation(agent, change)).rejects.toMatchObject({ code: "forbidden" });
  const lead = await makeViewer("lead");
  await changePreparation(lead, change);
  await ask(safety);
  await changePreparation(lead, { categoryId, atOnce: "off" });
  await expect(ask(await makeCase())).rejects.toMatchObject(locked);
});
