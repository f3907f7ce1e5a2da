import { describe, expect, test } from "vitest";
import { takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { confirmStatement } from "../../../app/domain/tickets/confirm-statement.server.ts";
import { correctStatement } from "../../../app/domain/tickets/correct-statement.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { passUnconfirmed } from "../../../app/domain/tickets/pass-unconfirmed.server.ts";
import { returnForRewrite } from "../../../app/domain/tickets/return-for-rewrite.server.ts";
import { rewriteStatement } from "../../../app/domain/tickets/rewrite-statement.server.ts";
import { statementHash } from "../../../app/domain/tickets/statements.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, Forbidden, NotFound } from "../../../app/platform/errors.ts";
import {
  confirm,
  escalation,
  hashOf,
  kindsOf,
  lastEvent,
  makeCase,
  makeThread,
  makeViewer,
  seen,
  ticketOf,
  versionOf,
} from "../../factories/tickets.ts";

const current = (ticketId: number) =>
  prisma.statement.findFirstOrThrow({ where: { ticketId }, orderBy: { number: "desc" } });

describe("escalating", () => {
  test("a thread becomes a ticket in read-back, with its statement drafted and the desired outcome copied", async () => {
    const asker = await makeViewer();
    const thread = await makeThread(asker, {
      body: "It **blinks**.",
      expected: "No blinking.",
      tried: "Restart.",
      desiredOutcome: "A refund.",
      escalateAt: new Date(),
    });
    const { id } = await escalateThread(asker, thread.id, escalation);
    const ticket = await ticketOf(id);
    expect(ticket).toMatchObject({
      state: "read_back",
      trigger: "asker",
      requesterId: asker.id,
      subject: "Printer forgets Wi-Fi",
      desiredOutcome: "A refund.",
      dueClock: "read_back",
    });
    expect(ticket.timerAt).toEqual(ticket.dueAt);
    const statement = await current(id);
    expect(statement.text).toContain("It **blinks**.");
    expect(statement.text).toContain("No blinking.");
    expect(statement.hash).toBe(statementHash(statement.text));
    expect(statement.authorId).toBeNull();
    expect(await kindsOf(id)).toEqual(["thread.escalated", "ticket.opened", "ticket.stated"]);
    expect((await prisma.thread.findUniqueOrThrow({ where: { id: thread.id } })).escalateAt).toBeNull();
  });

  test("steps that were tried travel with it; hidden replies, and who tried, do not", async () => {
    const [asker, helper, other] = [await makeViewer(), await makeViewer("expert", "Omar Helper"), await makeViewer()];
    const thread = await makeThread(asker);
    const reply = { threadId: thread.id, authorId: helper.id };
    const outcomes = { create: [asker, other].map(({ id }) => ({ accountId: id, outcome: "didnt" as const })) };
    await prisma.post.create({ data: { ...reply, position: 2, markdown: "Hold WPS.", didntCount: 2, outcomes } });
    const gone = { ...reply, position: 3, markdown: "call me: 0123", didntCount: 1, hiddenAt: new Date() };
    const outcome = { create: { accountId: asker.id, outcome: "didnt" as const } };
    await prisma.post.create({ data: { ...gone, outcomes: outcome } });
    const { id } = await escalateThread(asker, thread.id, escalation);
    const { text } = await current(id);
    expect(text).toContain("- Hold WPS. (didn’t work for me; others: worked for 0, not for 1)");
    expect(text).not.toContain("0123");
    expect(text).not.toContain("Omar");
  });

  test("staff may at once, and the trigger says who did; only staff sets the priority", async () => {
    const [asker, agent] = [await makeViewer(), await makeViewer("agent_1")];
    const thread = await makeThread(asker, { createdAt: new Date() });
    const { id } = await escalateThread(agent, thread.id, { ...escalation, priority: "urgent" });
    expect(await ticketOf(id)).toMatchObject({ trigger: "staff", priority: "urgent", requesterId: asker.id });
    const own = await makeThread(asker);
    const mine = await escalateThread(asker, own.id, { ...escalation, priority: "urgent" });
    expect((await ticketOf(mine.id)).priority).toBe("normal");
  });

  test("the asker's button works after some support hours, and at once for account-specific matters", async () => {
    const asker = await makeViewer();
    const thread = await makeThread(asker, { createdAt: new Date() });
    const tooEarly = escalateThread(asker, thread.id, escalation);
    await expect(tooEarly).rejects.toMatchObject({ code: "too_early_to_escalate", values: { hours: 4 } });
    const { id } = await escalateThread(asker, thread.id, { ...escalation, isAccountSpecific: true });
    expect((await ticketOf(id)).trigger).toBe("asker");
  });

  test("a thread with a live ticket, a solved one, somebody else's and a hidden one are refused", async () => {
    const { threadId, requester, agent } = await makeCase("open");
    await expect(escalateThread(agent, threadId, escalation)).rejects.toThrow(new Conflict("thread_has_ticket"));
    const solved = await makeThread(requester, { state: "solved" });
    await expect(escalateThread(requester, solved.id, escalation)).rejects.toThrow(new Conflict("thread_solved"));
    const open = await makeThread(requester);
    await expect(escalateThread(await makeViewer(), open.id, escalation)).rejects.toThrow(Forbidden);
    const hidden = await makeThread(requester, { hiddenAt: new Date() });
    await expect(escalateThread(await makeViewer(), hidden.id, escalation)).rejects.toThrow(NotFound);
    expect(await prisma.ticketThread.count({ where: { threadId: { in: [solved.id, open.id, hidden.id] } } })).toBe(0);
  });

  test("a thread whose ticket is closed can be escalated again", async () => {
    const { threadId, requester, ticketId } = await makeCase("resolved");
    await prisma.ticket.update({ where: { id: ticketId }, data: { state: "closed", version: { increment: 1 } } });
    const again = await escalateThread(requester, threadId, escalation);
    expect(again.id).not.toBe(ticketId);
  });
});

describe("reading back", () => {
  test("confirming keeps hash, name and time, and the ticket waits for a person", async () => {
    const { requester, ticketId } = await makeCase("read_back");
    await confirmStatement(requester, ticketId, { hash: await hashOf(ticketId) });
    const statement = await current(ticketId);
    expect(statement.confirmedName).toBe(requester.name);
    expect(statement.confirmedAt).toBeInstanceOf(Date);
    const ticket = await ticketOf(ticketId);
    expect(ticket).toMatchObject({ state: "new", dueClock: "first_response" });
    expect(ticket.startedAt).toBeInstanceOf(Date);
    const event = await lastEvent(ticketId);
    expect(event).toMatchObject({ kind: "ticket.confirmed", actorId: requester.id });
    expect(event.data).toMatchObject({ from: "read_back", to: "new", version: ticket.version, statement: 1 });
  });

  test("confirming twice is one confirmation", async () => {
    const one = await makeCase("new");
    const version = await versionOf(one.ticketId);
    await confirm(one);
    expect(await versionOf(one.ticketId)).toBe(version);
  });

  test("confirming a text that is not the current one is refused", async () => {
    const { requester, ticketId } = await makeCase("read_back");
    const confirmation = confirmStatement(requester, ticketId, { hash: statementHash("another text") });
    await expect(confirmation).rejects.toThrow(new Conflict("statement_changed"));
    expect((await ticketOf(ticketId)).state).toBe("read_back");
  });

  test("only the requester confirms and corrects: for others it is not there, and staff may not", async () => {
    const { agent, ticketId } = await makeCase("read_back");
    const hash = await hashOf(ticketId);
    const stranger = await makeViewer();
    await expect(confirmStatement(stranger, ticketId, { hash })).rejects.toThrow(NotFound);
    await expect(confirmStatement(agent, ticketId, { hash })).rejects.toThrow(Forbidden);
    await expect(correctStatement(stranger, ticketId, { hash, body: "x" })).rejects.toThrow(NotFound);
    await expect(correctStatement(agent, ticketId, { hash, body: "x" })).rejects.toThrow(Forbidden);
  });

  test("a correction is a new text, to be read back again; the old one stays", async () => {
    const { requester, ticketId } = await makeCase("read_back", { desiredOutcome: "A refund." });
    const hash = await hashOf(ticketId);
    await correctStatement(requester, ticketId, { hash, body: "Only after *updates*.", desiredOutcome: "A cure." });
    expect(await ticketOf(ticketId)).toMatchObject({ state: "read_back", desiredOutcome: "A cure." });
    const statements = await prisma.statement.findMany({ where: { ticketId }, orderBy: { number: "asc" } });
    expect(statements.map(({ number, authorId }) => [number, authorId])).toEqual([
      [1, null],
      [2, requester.id],
    ]);
    expect(statements[1]).toMatchObject({ text: "Only after *updates*.", confirmedAt: null });
    await expect(confirmStatement(requester, ticketId, { hash })).rejects.toThrow(new Conflict("statement_changed"));
    await confirmStatement(requester, ticketId, { hash: await hashOf(ticketId) });
    expect((await ticketOf(ticketId)).state).toBe("new");
    const moves = await prisma.event.findMany({ where: { ticketId }, orderBy: { id: "asc" } });
    expect(moves.map(({ data }) => data).filter((data) => (data as { to?: string }).to)).toMatchObject([
      { to: "draft" },
      { from: "draft", to: "read_back" },
      { from: "read_back", to: "draft" },
      { from: "draft", to: "read_back", statement: 2 },
      { from: "read_back", to: "new" },
    ]);
  });

  test("what is past read-back is not corrected", async () => {
    const { requester, ticketId } = await makeCase("new");
    const correction = correctStatement(requester, ticketId, { hash: await hashOf(ticketId), body: "x" });
    await expect(correction).rejects.toThrow(new Conflict("not_in_read_back"));
  });

  test("staff takes an urgent ticket up unread; the reason is a note, and the requester may still confirm", async () => {
    const { requester, agent, ticketId } = await makeCase("read_back");
    await passUnconfirmed(agent, ticketId, { body: "Smoke was seen.", ...(await seen(ticketId)) });
    expect((await ticketOf(ticketId)).state).toBe("new");
    expect(await current(ticketId)).toMatchObject({ confirmedAt: null });
    expect((await current(ticketId)).passedUnconfirmedAt).toBeInstanceOf(Date);
    const note = await prisma.note.findFirstOrThrow({ where: { ticketId } });
    expect(note.markdown).toBe("Smoke was seen.");
    expect((await lastEvent(ticketId)).data).toMatchObject({ noteId: note.id, to: "new" });
    await confirmStatement(requester, ticketId, { hash: await hashOf(ticketId) });
    expect(await ticketOf(ticketId)).toMatchObject({ state: "new" });
    expect((await current(ticketId)).confirmedName).toBe(requester.name);
  });

  test("the requester cannot pass it themselves, and nobody passes what is past", async () => {
    const { requester, agent, ticketId } = await makeCase("read_back");
    const input = { body: "x", ...(await seen(ticketId)) };
    await expect(passUnconfirmed(requester, ticketId, input)).rejects.toThrow(NotFound);
    await passUnconfirmed(agent, ticketId, input);
    const again = passUnconfirmed(agent, ticketId, { body: "x", ...(await seen(ticketId)) });
    await expect(again).rejects.toThrow(new Conflict("not_in_read_back"));
  });
});

describe("returning for a rewrite", () => {
  test("goes back with reasons; the rewritten text is read back again, and the owner gets it back", async () => {
    const one = await makeCase("open");
    const { agent, ticketId } = one;
    const { startedAt } = await ticketOf(ticketId);
    const reasons = ["missing_facts", "unclear_problem"] as const;
    await returnForRewrite(agent, ticketId, { reasons: [...reasons], body: "Which model?", ...(await seen(ticketId)) });
    expect(await ticketOf(ticketId)).toMatchObject({ state: "returned", dueClock: "rewrite", startedAt });
    expect((await lastEvent(ticketId)).data).toMatchObject({ reasons, to: "returned" });
    await rewriteStatement(agent, ticketId, { body: "The X200 forgets.", ...(await seen(ticketId)) });
    expect((await ticketOf(ticketId)).state).toBe("read_back");
    expect(await current(ticketId)).toMatchObject({ text: "The X200 forgets.", authorId: agent.id, confirmedAt: null });
    await confirm(one);
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", assigneeId: agent.id, startedAt });
  });

  test("level 1 may not return, the requester knows of no such thing, and only a returned ticket is rewritten", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    const input = { reasons: ["missing_facts" as const], body: "", ...(await seen(ticketId)) };
    await expect(returnForRewrite(await makeViewer("agent_1"), ticketId, input)).rejects.toThrow(Forbidden);
    await expect(returnForRewrite(requester, ticketId, input)).rejects.toThrow(NotFound);
    const rewriting = rewriteStatement(agent, ticketId, { body: "x", ...(await seen(ticketId)) });
    await expect(rewriting).rejects.toThrow(new Conflict("ticket_state"));
  });
});

test("a suspended agent and roles without a desk are refused", async () => {
  const { ticketId } = await makeCase("new");
  const agent = await makeViewer("agent_1");
  const take = async (viewer: typeof agent) => takeTicket(viewer, ticketId, await seen(ticketId));
  await expect(take({ ...agent, isSuspended: true })).rejects.toThrow(new Forbidden("suspended"));
  for (const role of ["technician", "dispatcher", "admin", "expert"] as const) {
    await expect(take(await makeViewer(role)), role).rejects.toThrow(NotFound);
  }
});
