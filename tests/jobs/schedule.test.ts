import { beforeEach, describe, expect, test } from "vitest";
import { SYSTEM } from "../../app/domain/accounts/viewer.ts";
import { record } from "../../app/domain/events/record.server.ts";
import { makePromise } from "../../app/domain/tickets/make-promise.server.ts";
import { askRequester } from "../../app/domain/tickets/respond.server.ts";
import { waitOnThirdParty } from "../../app/domain/tickets/wait-on-third-party.server.ts";
import { reopenTicket } from "../../app/jobs/reopen-ticket.server.ts";
import { clearExpired, runTicketTimers, sweepSilentThreads } from "../../app/jobs/schedule.server.ts";
import { pool, prisma, transaction } from "../../app/platform/db.server.ts";
import { kindsOf, makeCase, makeThread, makeViewer, seen, ticketOf } from "../factories/tickets.ts";

type Helpers = Parameters<typeof sweepSilentThreads>[1];
const helpers = {} as Helpers;
const sweep = () => sweepSilentThreads({}, helpers);
const runTimers = () => runTicketTimers({}, helpers);

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const ticketsOf = (threadId: number) => prisma.ticketThread.count({ where: { threadId } });
const lapse = (ticketId: number) =>
  prisma.ticket.update({ where: { id: ticketId }, data: { timerAt: ago(1), version: { increment: 1 } } });

beforeEach(async () => {
  await prisma.thread.updateMany({ data: { escalateAt: null } });
});

describe("the sweep of silent threads", () => {
  test("a thread that nobody answered in time goes to staff, those not due do not", async () => {
    const asker = await makeViewer();
    const due = await makeThread(asker, { escalateAt: ago(1) });
    const later = await makeThread(asker, { escalateAt: new Date(Date.now() + 60_000) });
    await sweep();
    expect([await ticketsOf(due.id), await ticketsOf(later.id)]).toEqual([1, 0]);
    const { ticketId } = await prisma.ticketThread.findFirstOrThrow({ where: { threadId: due.id } });
    expect(await ticketOf(ticketId)).toMatchObject({ trigger: "silence", state: "read_back", requesterId: asker.id });
    await sweep();
    expect(await ticketsOf(due.id)).toBe(1);
  });

  test("hidden and solved threads, and those that staff has already, are taken off the clock", async () => {
    const asker = await makeViewer();
    const hidden = await makeThread(asker, { escalateAt: ago(1), hiddenAt: new Date() });
    const solved = await makeThread(asker, { escalateAt: ago(1), state: "solved" });
    const { threadId } = await makeCase("open");
    await prisma.thread.update({ where: { id: threadId }, data: { escalateAt: ago(1) } });
    await sweep();
    expect(await Promise.all([hidden.id, solved.id, threadId].map(ticketsOf))).toEqual([0, 0, 1]);
    expect(await prisma.thread.count({ where: { escalateAt: { not: null } } })).toBe(0);
  });

  test("after downtime the oldest goes first, and a thread that fails blocks none behind it", async () => {
    const asker = await makeViewer();
    const threads = [];
    for (const minutes of [10, 40, 30, 20]) threads.push(await makeThread(asker, { escalateAt: ago(minutes) }));
    const [, bad] = threads;
    await pool.query(`CREATE OR REPLACE FUNCTION planted_fault() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW."threadId" = ${bad?.id} THEN RAISE EXCEPTION 'planted'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER planted_fault BEFORE INSERT ON "TicketThread" FOR EACH ROW EXECUTE FUNCTION planted_fault()`);
    try {
      await sweep();
    } finally {
      await pool.query(`DROP FUNCTION planted_fault CASCADE`);
    }
    const ids = threads.map(({ id }) => id);
    const made = await prisma.ticketThread.findMany({ where: { threadId: { in: ids } }, orderBy: { ticketId: "asc" } });
    expect(made.map(({ threadId }) => ids.indexOf(threadId))).toEqual([2, 3, 0]);
    await sweep();
    expect(await ticketsOf(bad?.id ?? 0), "it is tried again").toBe(1);
  });
});

describe("what tickets do by themselves", () => {
  test("a read-back whose time is over passes, visibly unconfirmed", async () => {
    const { ticketId } = await makeCase("read_back");
    await lapse(ticketId);
    await runTimers();
    expect(await ticketOf(ticketId)).toMatchObject({ state: "new", dueClock: "first_response", timerAt: null });
    const statement = await prisma.statement.findFirstOrThrow({ where: { ticketId } });
    expect(statement.confirmedAt).toBeNull();
    expect(statement.passedUnconfirmedAt).toBeInstanceOf(Date);
    expect((await kindsOf(ticketId)).at(-1)).toBe("ticket.passed_unconfirmed");
  });

  async function asked() {
    const one = await makeCase("open");
    const until = new Date(Date.now() + 86_400_000);
    const question = { body: "Which?", waitingFor: "the model", waitingUntil: until };
    await askRequester(one.agent, one.ticketId, { ...question, ...(await seen(one.ticketId)) });
    return one;
  }

  test("a silent requester is reminded twice, then the ticket rests without an answer", async () => {
    const { ticketId } = await asked();
    for (let step = 1; step <= 3; step++) {
      await lapse(ticketId);
      await runTimers();
      await runTimers();
    }
    expect((await kindsOf(ticketId)).slice(-3)).toEqual(["ticket.reminded", "ticket.reminded", "ticket.resolved"]);
    const ticket = await ticketOf(ticketId);
    expect(ticket).toMatchObject({ state: "resolved", resolution: "no_answer", willPublish: false, waitingFor: "" });
    await lapse(ticketId);
    await runTimers();
    expect(await ticketOf(ticketId)).toMatchObject({ state: "closed" });
    expect((await kindsOf(ticketId)).at(-1)).toBe("ticket.closed");
  });

  test("our own promise outlives their silence: then we go on", async () => {
    const { agent, ticketId } = await asked();
    const dueAt = new Date(Date.now() + 86_400_000);
    await makePromise(agent, ticketId, { body: "We call.", dueAt, ...(await seen(ticketId)) });
    await prisma.ticket.update({ where: { id: ticketId }, data: { remindersSent: 2, version: { increment: 1 } } });
    await lapse(ticketId);
    await runTimers();
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", remindersSent: 0 });
  });

  test("a date that was waited for opens the ticket again", async () => {
    const { agent, ticketId } = await makeCase("open");
    const input = { waitingFor: "the maker", waitingUntil: new Date(Date.now() + 60_000) };
    await waitOnThirdParty(agent, ticketId, { ...input, ...(await seen(ticketId)) });
    await lapse(ticketId);
    await runTimers();
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", waitingUntil: null });
  });

  test("run by several at once, each happens once", async () => {
    const ids: number[] = [];
    for (let index = 0; index < 12; index++) ids.push((await makeCase("read_back")).ticketId);
    for (const id of ids) await lapse(id);
    await Promise.all(Array.from({ length: 4 }, runTimers));
    for (const id of ids) {
      expect((await kindsOf(id)).filter((kind) => kind === "ticket.passed_unconfirmed")).toHaveLength(1);
    }
  });
});

test("whoever says that an answer did not work sends it back to the ticket it came from", async () => {
  const { ticketId, agent } = await makeCase("resolved");
  const member = await makeViewer();
  const { categoryId } = await ticketOf(ticketId);
  const answer = await prisma.answer.create({ data: { slug: "wps", categoryId, ticketId, ownerId: agent.id } });
  const eventId = await transaction((tx) => record(tx, member, "answer.did_not_work", { answerId: answer.id }));
  await reopenTicket({ eventId: String(eventId) }, helpers);
  await reopenTicket({ eventId: String(eventId) }, helpers);
  expect(await ticketOf(ticketId)).toMatchObject({ state: "open", reopenCount: 1 });
  const event = await prisma.event.findFirstOrThrow({ where: { ticketId, kind: "ticket.reopened" } });
  expect(event.actorId).toBeNull();
  expect(event.data).toMatchObject({ memberId: member.id, answerId: answer.id });
  const orphan = await prisma.answer.create({ data: { slug: "orphan", categoryId, ownerId: agent.id } });
  const other = await transaction((tx) => record(tx, SYSTEM, "answer.did_not_work", { answerId: orphan.id }));
  await reopenTicket({ eventId: String(other) }, helpers);
});

test("expired sessions, codes and rate limits are cleared away, others stay", async () => {
  const { id } = await makeViewer();
  const [past, future] = [ago(1), new Date(Date.now() + 60_000)];
  for (const expiresAt of [past, future]) {
    await prisma.session.create({ data: { id: `s${expiresAt.getTime()}`, accountId: id, expiresAt } });
    await prisma.signInCode.create({ data: { accountId: id, codeHash: "h", expiresAt } });
  }
  await prisma.rateLimit.create({ data: { key: "old", count: 1, windowStart: ago(3 * 1440) } });
  await prisma.rateLimit.create({ data: { key: "new", count: 1, windowStart: past } });
  await clearExpired({}, helpers);
  const counts = [prisma.session.count(), prisma.signInCode.count(), prisma.rateLimit.count()];
  expect(await Promise.all(counts)).toEqual([1, 1, 1]);
});
