import { beforeEach, describe, expect, test } from "vitest";
import { type Viewer, viewerFrom } from "../../../app/domain/accounts/viewer.ts";
import { placeholderOf } from "../../../app/domain/private-values/private-value.ts";
import { changeSettings } from "../../../app/domain/settings/settings.server.ts";
import { listAppeals } from "../../../app/domain/tickets/appeal-list.server.ts";
import { askForAnother, askForSupervisor } from "../../../app/domain/tickets/ask-for-another.server.ts";
import { SUPERVISED } from "../../../app/domain/tickets/asks.server.ts";
import { takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { nudgeTicket } from "../../../app/domain/tickets/nudge-ticket.server.ts";
import { passOn } from "../../../app/domain/tickets/pass-on.server.ts";
import { readBrief } from "../../../app/domain/tickets/read-brief.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { askRequester, respond, superviseIn } from "../../../app/domain/tickets/respond.server.ts";
import { notify } from "../../../app/jobs/notify.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { Conflict, NotFound } from "../../../app/platform/errors.ts";
import { type Case, closing, makeCase, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";

let one: Case;
let other: Viewer;
let lead: Viewer;
beforeEach(async () => {
  await prisma.account.updateMany({ where: { role: { not: "customer" } }, data: { role: "technician" } });
  one = await makeCase("open");
  other = await makeViewer("agent_1");
  lead = await makeViewer("lead");
});

async function answer(agent: Viewer, body = "Hello.") {
  await readBrief(agent, one.ticketId);
  return respond(agent, one.ticketId, { body, ...(await seen(one.ticketId)) });
}
const supervise = (viewer: Viewer, ticketId: number, input: Parameters<typeof superviseIn>[3]) =>
  transaction((tx) => superviseIn(tx, viewer, ticketId, input));
const none = { reason: "" };
const openOf = () => prisma.appeal.findMany({ where: { ticketId: one.ticketId, answeredAt: null } });
const rightsOf = async () => (await requireRequest(one.requester, one.ticketId)).rights;
const again = new Conflict("another_agent_asked");

async function delegateOf({ id: principalId, name: principalName }: Viewer): Promise<Viewer> {
  const [delegate, later, scopes] = [await makeViewer(), new Date(Date.now() + 86_400_000), ["confirm" as const]];
  const dates = { linkExpiresAt: later, expiresAt: later, acceptedAt: new Date() };
  const { id } = await prisma.delegation.create({ data: { principalId, delegateId: delegate.id, scopes, ...dates } });
  return { ...delegate, actsFor: [{ id, principalId, principalName, scopes }] };
}

describe("another agent", () => {
  test("is asked for once somebody has answered, once without a reason, and is never who it was", async () => {
    await expect(askForAnother(one.requester, one.ticketId, none)).rejects.toThrow(new Conflict("no_answer_yet"));
    expect((await rightsOf()).asks?.another).toBeNull();
    await answer(one.agent);
    expect((await rightsOf()).asks?.another).toMatchObject({ needsReason: false, isAlone: false, isOften: false });
    await askForAnother(one.requester, one.ticketId, none);
    expect(await ticketOf(one.ticketId)).toMatchObject({ assigneeId: other.id, dueClock: "next_response" });
    await expect(answer(one.agent)).rejects.toThrow(again);
    await expect(takeTicket(one.agent, one.ticketId, await seen(one.ticketId))).rejects.toThrow(again);
    await answer(other);
    const silent = askForAnother(one.requester, one.ticketId, none);
    await expect(silent).rejects.toMatchObject({ fields: { reason: "required" } });
    await askForAnother(one.requester, one.ticketId, { reason: "The same text again." });
    expect((await ticketOf(one.ticketId)).assigneeId).toBe(lead.id);
  });

  test("takes the ticket back to us from their turn", async () => {
    const until = new Date(Date.now() + 86_400_000);
    const question = { body: "Which?", waitingFor: "the model", waitingUntil: until };
    await askRequester(one.agent, one.ticketId, { ...question, ...(await seen(one.ticketId)) });
    await askForAnother(one.requester, one.ticketId, none);
    expect(await ticketOf(one.ticketId)).toMatchObject({ state: "open", assigneeId: other.id, waitingFor: "" });
  });

  test("for a reason with something private in it: that stands in a field of the ticket", async () => {
    await answer(one.agent);
    const moved = { kind: "phone", number: 1, value: "+44 20 7946 0958" } as const;
    const reason = `Call me: ${placeholderOf(moved)}`;
    await askForAnother(one.requester, one.ticketId, { reason, privateValues: [moved] });
    expect(await openOf()).toMatchObject([{ kind: "other_agent", reason }]);
    const { id: ownerId } = one.requester;
    const kept = await prisma.privateValue.findMany({ where: { ticketId: one.ticketId } });
    expect(kept).toMatchObject([{ ownerId, kind: "phone", number: 1 }]);
  });

  test("asked for very often, by whoever acts for them too, goes to a supervisor instead, and nobody is turned away", async () => {
    await answer(one.agent);
    const past = { ticketId: one.ticketId, kind: "other_agent" as const, answeredAt: new Date() };
    await prisma.appeal.createMany({ data: [past, past, past] });
    expect((await rightsOf()).asks?.another).toMatchObject({ isOften: true });
    await askForAnother(await delegateOf(one.requester), one.ticketId, { reason: "Again." });
    expect(await openOf()).toMatchObject([{ kind: "supervisor", toId: lead.id }]);
    expect((await ticketOf(one.ticketId)).assigneeId).toBe(one.agent.id);
  });
});

describe("a supervisor", () => {
  test("joins: the owner keeps the ticket, a clock of a support day runs, and a lead's word meets it", async () => {
    expect((await rightsOf()).asks?.supervisor).toMatchObject({ isAlone: false, changed: null });
    await askForSupervisor(one.requester, one.ticketId, { reason: "I want to know why." });
    const ticket = await ticketOf(one.ticketId);
    expect(ticket.assigneeId).toBe(one.agent.id);
    expect(await openOf()).toMatchObject([{ kind: "supervisor", toId: lead.id }]);
    const listed = (await listAppeals(lead)).filter(({ ticketId }) => ticketId === one.ticketId);
    expect(listed).toMatchObject([{ ticketId: one.ticketId, kind: "supervisor", reason: "I want to know why." }]);
    await expect(listAppeals(one.agent)).rejects.toThrow(NotFound);
    const resolving = resolveTicket(one.agent, one.ticketId, { ...closing, ...(await seen(one.ticketId)) });
    await expect(resolving).rejects.toThrow(new Conflict("open_appeal"));
    const word = { outcome: "changed" as const, body: "I read that it blinks." };
    const byAgent = supervise(one.agent, one.ticketId, { ...word, ...(await seen(one.ticketId)) });
    await expect(byAgent).rejects.toThrow(NotFound);
    await supervise(lead, one.ticketId, { ...word, ...(await seen(one.ticketId)) });
    expect(await prisma.appeal.findFirstOrThrow({ where: { ticketId: one.ticketId } })).toMatchObject({
      outcome: "changed",
      answeredById: lead.id,
    });
    expect((await listAppeals(lead)).map(({ ticketId }) => ticketId)).not.toContain(one.ticketId);
  });

  test("is told of it, once", async () => {
    await askForSupervisor(one.requester, one.ticketId, none);
    const event = await prisma.event.findFirstOrThrow({ where: { ticketId: one.ticketId, kind: "ticket.appealed" } });
    for (let times = 0; times < 2; times++)
      await notify({ eventId: String(event.id) }, {} as Parameters<typeof notify>[1]);
    const told = await prisma.notification.findMany({ where: { eventId: event.id } });
    expect(told.map(({ accountId, kind }) => [accountId, kind])).toEqual([[lead.id, "appealed"]]);
  });

  test("is counted over a year by an index of those that were answered, however many others there are", async () => {
    await prisma.$executeRaw`INSERT INTO "Appeal" ("ticketId", kind, "answeredAt", outcome)
      SELECT ${one.ticketId}, 'supervisor', now(), CASE WHEN n % 200 = 0 THEN 'changed'::"SupervisorOutcome" END
      FROM generate_series(1, 4000) n`;
    await prisma.$executeRaw`ANALYZE "Appeal"`;
    const { categoryId } = await ticketOf(one.ticketId);
    const sql = SUPERVISED.replace("$1", String(categoryId)).replace("$2", "now()");
    const rows = await prisma.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(`EXPLAIN ${sql}`);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(/"Appeal_outcome"/);
    expect((await rightsOf()).asks?.supervisor?.changed).toBe(1);
  });

  test("where there is none, whoever has the ticket answers", async () => {
    await prisma.account.update({ where: { id: lead.id }, data: { role: "technician" } });
    expect((await rightsOf()).asks?.supervisor).toMatchObject({ isAlone: true });
    await askForSupervisor(one.requester, one.ticketId, none);
    const word = { outcome: "explained" as const, body: "I read it all again.", ...(await seen(one.ticketId)) };
    await supervise(one.agent, one.ticketId, word);
    expect(await openOf()).toEqual([]);
  });
});

describe("not the right person", () => {
  const pass = async (agent: Viewer, to: string) =>
    passOn(agent, one.ticketId, { to, reason: "It is about radio.", ...(await seen(one.ticketId)) });

  test("goes to whom the agent names; the reason stays among staff; the third time a lead has it", async () => {
    const before = await ticketOf(one.ticketId);
    await pass(one.agent, `p${other.id}`);
    const after = await ticketOf(one.ticketId);
    expect(after).toMatchObject({ assigneeId: other.id, startedAt: before.startedAt, dueAt: before.dueAt });
    const request = await requireRequest(one.requester, one.ticketId);
    expect(request.rights.asks?.passed).toMatchObject({ fromName: one.agent.name, toName: other.name });
    expect(JSON.stringify(request)).not.toContain("It is about radio.");
    expect(await prisma.note.count({ where: { ticketId: one.ticketId, markdown: "It is about radio." } })).toBe(1);
    await pass(other, `p${one.agent.id}`);
    await pass(one.agent, `p${other.id}`);
    expect((await ticketOf(one.ticketId)).assigneeId).toBe(lead.id);
    expect((await rightsOf()).asks?.passed).toMatchObject({ isToLead: true, toName: lead.name });
    await answer(lead);
    expect((await rightsOf()).asks?.passed).toBeNull();
  });

  test("may go to a category, for whoever takes it there, and never to who the requester asked not to have", async () => {
    const category = await prisma.category.create({ data: { slug: `radio-${one.ticketId}`, name: "Radio" } });
    await pass(one.agent, `c${category.id}`);
    expect(await ticketOf(one.ticketId)).toMatchObject({ assigneeId: null, state: "new", categoryId: category.id });
    await takeTicket(one.agent, one.ticketId, await seen(one.ticketId));
    await answer(one.agent);
    await askForAnother(one.requester, one.ticketId, none);
    await expect(pass(other, `p${one.agent.id}`)).rejects.toThrow(again);
    await expect(pass(other, `p${one.requester.id}`)).rejects.toMatchObject({ fields: { to: "not_at_the_desk" } });
    expect(await prisma.ticketPass.count({ where: { ticketId: one.ticketId } })).toBe(1);
  });
});

describe("is anything happening", () => {
  test("is answered at once, once for each thing that is owed, and leaves the ticket and its place as they are", async () => {
    const before = await ticketOf(one.ticketId);
    expect((await rightsOf()).asks?.nudge).toEqual({ askedAt: null, ahead: null });
    await nudgeTicket(one.requester, one.ticketId);
    await nudgeTicket(one.requester, one.ticketId);
    expect(await ticketOf(one.ticketId)).toEqual(before);
    expect((await rightsOf()).asks?.nudge).toEqual({ askedAt: expect.any(Date), ahead: 0 });
    expect(await prisma.event.count({ where: { ticketId: one.ticketId, kind: "ticket.nudged" } })).toBe(1);
    await answer(one.agent);
    await nudgeTicket(one.requester, one.ticketId);
    expect(await prisma.ticketNudge.count({ where: { ticketId: one.ticketId } })).toBe(2);
  });

  test("says how many are before it with the same person", async () => {
    const { ticketId } = await makeCase("new");
    await takeTicket(one.agent, ticketId, await seen(ticketId));
    await prisma.ticket.update({
      where: { id: ticketId },
      data: { dueAt: new Date(0), version: { increment: 1 } },
    });
    await nudgeTicket(one.requester, one.ticketId);
    expect((await rightsOf()).asks?.nudge).toMatchObject({ ahead: 1 });
  });

  test("is not asked of what waits for the requester, nor by anybody else", async () => {
    await expect(nudgeTicket(await makeViewer(), one.ticketId)).rejects.toThrow(NotFound);
    const until = new Date(Date.now() + 86_400_000);
    const question = { body: "Which?", waitingFor: "the model", waitingUntil: until };
    await askRequester(one.agent, one.ticketId, { ...question, ...(await seen(one.ticketId)) });
    await expect(nudgeTicket(one.requester, one.ticketId)).rejects.toThrow(new Conflict("your_turn"));
  });
});

test("pressed twice at once each is one, for twenty rounds", async () => {
  await transaction((tx) => changeSettings(tx, { otherAgentsAWeek: 1_000 }));
  const { requester, ticketId } = one;
  await answer(one.agent);
  for (let round = 0; round < 20; round++) {
    const reason = { reason: `round ${round}` };
    await Promise.all([askForAnother(requester, ticketId, reason), askForAnother(requester, ticketId, reason)]);
    await Promise.all([askForSupervisor(requester, ticketId, none), askForSupervisor(requester, ticketId, none)]);
    await Promise.all([nudgeTicket(requester, ticketId), nudgeTicket(requester, ticketId)]);
    expect((await openOf()).map(({ kind }) => kind).sort()).toEqual(["other_agent", "supervisor"]);
    const nudged = await prisma.event.count({ where: { ticketId, kind: "ticket.nudged" } });
    expect([nudged, nudged <= round + 1]).toEqual([await prisma.ticketNudge.count({ where: { ticketId } }), true]);
    const word = { outcome: "upheld" as const, body: "Read.", ...(await seen(ticketId)) };
    await supervise(lead, ticketId, word).catch(async () => {
      const manager = await makeViewer("manager");
      await supervise(manager, ticketId, { ...word, ...(await seen(ticketId)) });
    });
    const keeper = await prisma.account.findFirstOrThrow({ where: { assigned: { some: { id: ticketId } } } });
    await answer(viewerFrom(keeper));
    await replyToRequest(requester, ticketId, { body: "Well." });
    expect(await openOf()).toEqual([]);
  }
});
