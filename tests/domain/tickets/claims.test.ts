import { beforeEach, expect, test } from "vitest";
import { SYSTEM } from "../../../app/domain/accounts/viewer.ts";
import { claimPromise } from "../../../app/domain/tickets/claim-promise.server.ts";
import { acceptClaim, refuseClaim } from "../../../app/domain/tickets/decide-claim.server.ts";
import { listLeftOpen, reopenOwing } from "../../../app/domain/tickets/left-open.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { resolveUnanswered } from "../../../app/domain/tickets/resolve-unanswered.server.ts";
import { askRequester, respond } from "../../../app/domain/tickets/respond.server.ts";
import { settlePromise } from "../../../app/domain/tickets/settle-promise.server.ts";
import { settleTicket } from "../../../app/domain/tickets/settle-ticket.server.ts";
import { lockTicket } from "../../../app/domain/tickets/tickets.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { runJobs } from "../../factories/answers.ts";
import { type Case, closing, kindsOf, makeCase, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";

let one: Case;
let responseId: number;
const dueAt = new Date(Date.now() + 86_400_000);

beforeEach(async () => {
  one = await makeCase();
  const input = { body: "We send you the cable on Friday.", ...(await seen(one.ticketId)) };
  responseId = (await respond(one.agent, one.ticketId, input)).id ?? 0;
});

const claim = () => claimPromise(one.requester, one.ticketId, { responseId, words: "The cable by Friday." });
const accepted = async (viewer = one.agent) =>
  acceptClaim(viewer, one.ticketId, { responseId, body: "The cable.", dueAt, ...(await seen(one.ticketId)) });
const refused = async (viewer = one.agent) =>
  refuseClaim(viewer, one.ticketId, {
    responseId,
    body: "It said Friday of next week.",
    ...(await seen(one.ticketId)),
  });
const shown = async () =>
  (await requireRequest(one.requester, one.ticketId)).responses.find(({ id }) => id === responseId);

test("a requester points at a message of ours: it is our turn, leads hear of it, and the message stays as it was", async () => {
  const lead = await makeViewer("lead");
  const before = await prisma.response.findUniqueOrThrow({ where: { id: responseId } });
  await Promise.all([claim(), claim()]);
  expect((await kindsOf(one.ticketId)).filter((kind) => kind === "promise.claimed")).toHaveLength(1);
  expect((await ticketOf(one.ticketId)).requesterWaitingSince).not.toBeNull();
  expect(await prisma.response.findUniqueOrThrow({ where: { id: responseId } })).toEqual(before);
  expect((await shown())?.claim).toMatchObject({ standing: "open", words: "The cable by Friday." });
  await runJobs();
  const told = await prisma.notification.findMany({ where: { ticketId: one.ticketId, kind: "promise_claimed" } });
  expect(told.map(({ accountId }) => accountId)).toEqual(expect.arrayContaining([lead.id, one.agent.id]));
});

test("on a closed ticket it opens it again for as long as that can be continued, and no ticket ends over one", async () => {
  await resolveTicket(one.agent, one.ticketId, { ...closing, ...(await seen(one.ticketId)) });
  await settleTicket(one.requester, one.ticketId, { body: "" });
  const change = (data: object) =>
    prisma.ticket.update({ where: { id: one.ticketId }, data: { ...data, version: { increment: 1 } } });
  await change({ closedAt: new Date(Date.now() - 61 * 86_400_000) });
  await expect(claim()).rejects.toMatchObject({ code: "too_late_to_continue" });
  await change({ closedAt: new Date() });
  await claim();
  expect(await ticketOf(one.ticketId)).toMatchObject({ state: "open", assigneeId: one.agent.id, closedAt: null });
  await expect(change({ state: "closed" })).rejects.toThrow(/not over/);
});

test("has a clock of its own, which no other word of ours stops", async () => {
  await claim();
  await respond(one.agent, one.ticketId, { body: "I look into it.", ...(await seen(one.ticketId)) });
  expect((await ticketOf(one.ticketId)).dueClock).toBe("claim");
  await accepted();
  expect((await ticketOf(one.ticketId)).dueClock).not.toBe("claim");
  await runJobs();
  const told = await prisma.notification.findMany({ where: { ticketId: one.ticketId, kind: "promise" } });
  expect(told.map(({ accountId }) => accountId)).toEqual([one.requester.id]);
});

test("it becomes a promise with a date, once, whoever of two accepts first", async () => {
  await claim();
  const both = await Promise.allSettled([accepted(), accepted(await makeViewer("agent_1"))]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const promises = await prisma.ticketPromise.findMany({ where: { ticketId: one.ticketId } });
  expect(promises).toMatchObject([{ text: "The cable.", dueAt }]);
  expect((await shown())?.claim?.standing).toBe("accepted");
  await expect(refused(await makeViewer("lead"))).rejects.toMatchObject({ code: "claim_decided" });
});

test("a lead alone says that it was none, with a reason that the requester reads", async () => {
  await claim();
  await expect(refused()).rejects.toMatchObject({ code: "forbidden" });
  await refused(await makeViewer("lead"));
  expect((await shown())?.claim).toMatchObject({ standing: "refused", refusedBecause: "It said Friday of next week." });
});

test("nobody claims another's, their own words, or a note; and nothing undecided is resolved", async () => {
  const other = await makeCase();
  const claims = (viewer: Case["requester"], ticketId: number, id: number) =>
    claimPromise(viewer, ticketId, { responseId: id, words: "That." });
  await expect(claims(other.requester, one.ticketId, responseId)).rejects.toMatchObject({ code: "not_found" });
  await expect(claims(other.requester, other.ticketId, responseId)).rejects.toMatchObject({ code: "not_found" });
  await expect(claims(one.agent, one.ticketId, responseId)).rejects.toMatchObject({ code: "forbidden" });
  await claim();
  const done = async () => resolveTicket(one.agent, one.ticketId, { ...closing, ...(await seen(one.ticketId)) });
  await expect(done()).rejects.toMatchObject({ code: "open_claim" });
  await accepted();
  await expect(done()).rejects.toMatchObject({ code: "open_promise" });
  const { id: promiseId } = await prisma.ticketPromise.findFirstOrThrow({ where: { ticketId: one.ticketId } });
  const kept = { promiseId, outcome: "kept", body: "", ...(await seen(one.ticketId)) } as const;
  await settlePromise(one.agent, one.ticketId, kept);
  await done();
  expect((await ticketOf(one.ticketId)).state).toBe("resolved");
});

test("undecided it outlives the requester's silence: we go on working instead", async () => {
  await claim();
  const question = { body: "Which cable?", waitingFor: "the cable", waitingUntil: dueAt };
  await askRequester(one.agent, one.ticketId, { ...question, ...(await seen(one.ticketId)) });
  await transaction(async (tx) => resolveUnanswered(tx, await lockTicket(tx, SYSTEM, one.ticketId)));
  expect(await ticketOf(one.ticketId)).toMatchObject({ state: "open", resolution: null });
});

test("what older data left open on a settled ticket is listed for leads, and one of them opens it again to decide it", async () => {
  const lead = await makeViewer("lead");
  await resolveTicket(one.agent, one.ticketId, { ...closing, ...(await seen(one.ticketId)) });
  await settleTicket(one.requester, one.ticketId, { body: "" });
  const { ticketId, requester } = one;
  await prisma.promiseClaim.create({ data: { responseId, ticketId, words: "The cable by Friday." } });
  const thing = { ticketId, accountId: requester.id, kind: "Refund", amount: 900, currency: "EUR" };
  await prisma.goodwillStep.create({ data: { ...thing, number: 1, deed: "asked" } });
  const left = async () => (await listLeftOpen(lead)).filter((row) => row.ticketId === ticketId);
  expect(await left()).toMatchObject([
    { kind: "claim", words: "The cable by Friday.", requesterName: requester.name, money: null, canReopen: true },
    { kind: "asked", words: "Refund", money: { amount: 900, currency: "EUR" } },
  ]);
  const open = async (viewer = lead) => reopenOwing(viewer, ticketId, await seen(ticketId));
  await expect(listLeftOpen(one.agent)).rejects.toMatchObject({ code: "not_found" });
  await expect(open(one.agent)).rejects.toMatchObject({ code: "forbidden" });
  await open();
  expect(await ticketOf(ticketId)).toMatchObject({ state: "open", assigneeId: one.agent.id });
  expect(await left()).toEqual([]);
  await expect(open()).rejects.toMatchObject({ code: "ticket_state" });
  await refused(lead);
  const settled = await makeCase("resolved");
  await expect(reopenOwing(lead, settled.ticketId, await seen(settled.ticketId))).rejects.toMatchObject({
    code: "ticket_state",
  });
});
