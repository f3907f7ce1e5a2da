import { describe, expect, test } from "vitest";
import { addNote } from "../../../app/domain/tickets/add-note.server.ts";
import { assignTicket, takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { changePriority } from "../../../app/domain/tickets/change-priority.server.ts";
import { linkThread } from "../../../app/domain/tickets/link-thread.server.ts";
import { makePromise } from "../../../app/domain/tickets/make-promise.server.ts";
import { markSpam, restoreTicket } from "../../../app/domain/tickets/mark-spam.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { askRequester, respond } from "../../../app/domain/tickets/respond.server.ts";
import { resumeTicket } from "../../../app/domain/tickets/resume-ticket.server.ts";
import { settlePromise } from "../../../app/domain/tickets/settle-promise.server.ts";
import { unassignTicket } from "../../../app/domain/tickets/unassign-ticket.server.ts";
import { waitOnThirdParty } from "../../../app/domain/tickets/wait-on-third-party.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "../../../app/platform/errors.ts";
import { kindsOf, lastEvent, makeCase, makeThread, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";

const tomorrow = () => new Date(Date.now() + 86_400_000);
const changed = new Conflict("ticket_changed");

describe("assignment", () => {
  test("the first to have it opens it; handing it on keeps state and clock", async () => {
    const { agent, ticketId } = await makeCase("new");
    const colleague = await makeViewer("agent_1");
    const before = await ticketOf(ticketId);
    await takeTicket(agent, ticketId, await seen(ticketId));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", assigneeId: agent.id });
    await assignTicket(agent, ticketId, { assigneeId: colleague.id, ...(await seen(ticketId)) });
    const after = await ticketOf(ticketId);
    expect(after).toMatchObject({
      state: "open",
      assigneeId: colleague.id,
      dueAt: before.dueAt,
      dueClock: "first_response",
    });
    expect((await lastEvent(ticketId)).data).toMatchObject({ assigneeId: colleague.id, formerId: agent.id });
  });

  test("put back, it waits for a person again", async () => {
    const { agent, ticketId } = await makeCase("open");
    await unassignTicket(agent, ticketId, await seen(ticketId));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "new", assigneeId: null });
    const version = (await ticketOf(ticketId)).version;
    await unassignTicket(agent, ticketId, { seenVersion: 1 });
    expect((await ticketOf(ticketId)).version, "nothing to put back").toBe(version);
  });

  test("only to somebody at the desk, who is not suspended; never before read-back is over", async () => {
    const { agent, ticketId } = await makeCase("new");
    const assign = async (assigneeId: number) =>
      assignTicket(agent, ticketId, { assigneeId, ...(await seen(ticketId)) });
    for (const role of ["customer", "technician", "admin"] as const) {
      await expect(assign((await makeViewer(role)).id), role).rejects.toThrow(Invalid);
    }
    const { id } = await makeViewer("agent_1");
    await prisma.account.update({ where: { id }, data: { suspendedUntil: tomorrow() } });
    await expect(assign(id)).rejects.toMatchObject({ fields: { assigneeId: "suspended_account" } });
    const unread = await makeCase("read_back");
    const early = takeTicket(agent, unread.ticketId, await seen(unread.ticketId));
    await expect(early).rejects.toThrow(new Conflict("not_workable"));
  });

  test("taking what somebody else has taken meanwhile is refused; taking it twice is not", async () => {
    const { agent, ticketId } = await makeCase("new");
    const old = await seen(ticketId);
    await takeTicket(agent, ticketId, old);
    await takeTicket(agent, ticketId, old);
    await expect(takeTicket(await makeViewer("agent_1"), ticketId, old)).rejects.toThrow(changed);
  });
});

describe("responses and notes", () => {
  test("a response answers the requester's message and is the first word", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    await replyToRequest(requester, ticketId, { body: "Any news?" });
    expect(await ticketOf(ticketId)).toMatchObject({ firstRespondedAt: null });
    expect((await ticketOf(ticketId)).requesterWaitingSince).toBeInstanceOf(Date);
    await respond(agent, ticketId, { body: "Yes.", ...(await seen(ticketId)) });
    const ticket = await ticketOf(ticketId);
    expect(ticket).toMatchObject({ requesterWaitingSince: null, dueClock: "update", state: "open" });
    expect(ticket.firstRespondedAt).toEqual(ticket.lastRespondedAt);
  });

  test("whoever answers a ticket nobody has takes it", async () => {
    const { agent, ticketId } = await makeCase("new");
    await respond(agent, ticketId, { body: "Hello.", ...(await seen(ticketId)) });
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", assigneeId: agent.id });
    expect((await kindsOf(ticketId)).slice(-2)).toEqual(["ticket.assigned", "ticket.responded"]);
  });

  test("nobody answers over a message, or a note, that they have not seen", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    const old = await seen(ticketId);
    await replyToRequest(requester, ticketId, { body: "It is the firmware!" });
    await expect(respond(agent, ticketId, { body: "Which firmware?", ...old })).rejects.toThrow(changed);
    const read = await seen(ticketId);
    await addNote(await makeViewer("agent_1"), ticketId, { body: "Known bug." });
    await expect(respond(agent, ticketId, { body: "No idea.", ...read })).rejects.toThrow(changed);
    expect(await prisma.response.count({ where: { ticketId, isFromStaff: true } })).toBe(0);
  });

  test("the same form sent twice is one response, and one note", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    const input = { body: "Hello.", submissionKey: "twice-twice", ...(await seen(ticketId)) };
    const first = await respond(agent, ticketId, input);
    expect(await respond(agent, ticketId, input)).toEqual(first);
    const note = await addNote(agent, ticketId, { body: "n", submissionKey: "twice-twice" });
    expect(await addNote(agent, ticketId, { body: "n", submissionKey: "twice-twice" })).toEqual(note);
    const reply = await replyToRequest(requester, ticketId, { body: "r", submissionKey: "twice-twice" });
    expect(await replyToRequest(requester, ticketId, { body: "r", submissionKey: "twice-twice" })).toEqual(reply);
    expect(await prisma.response.count({ where: { ticketId } })).toBe(2);
  });

  test("a question says what we need and by when, and is reminded of anew", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    const question = { body: "Which?", waitingFor: "the firmware's number", waitingUntil: tomorrow() };
    await askRequester(agent, ticketId, { ...question, ...(await seen(ticketId)) });
    const asked = await ticketOf(ticketId);
    expect(asked).toMatchObject({ state: "waiting_on_requester", waitingFor: question.waitingFor, dueAt: null });
    expect(asked.timerAt).toBeInstanceOf(Date);
    expect((await lastEvent(ticketId)).kind).toBe("ticket.responded");
    expect((await lastEvent(ticketId)).data).toMatchObject({ from: "open", to: "waiting_on_requester" });
    await replyToRequest(requester, ticketId, { body: "4.12" });
    const replied = await ticketOf(ticketId);
    expect(replied).toMatchObject({ state: "open", waitingFor: "", waitingUntil: null, dueClock: "next_response" });
  });

  test("their wait counts from the oldest message nobody has answered", async () => {
    const { requester, ticketId } = await makeCase("open");
    await replyToRequest(requester, ticketId, { body: "Hello?" });
    const since = (await ticketOf(ticketId)).requesterWaitingSince;
    await replyToRequest(requester, ticketId, { body: "Hello??" });
    expect((await ticketOf(ticketId)).requesterWaitingSince).toEqual(since);
  });

  test("notes and responses are for the desk: the requester's and strangers' attempts find nothing", async () => {
    const { requester, ticketId } = await makeCase("open");
    for (const viewer of [requester, await makeViewer(), await makeViewer("technician")]) {
      await expect(addNote(viewer, ticketId, { body: "x" })).rejects.toThrow(NotFound);
      await expect(respond(viewer, ticketId, { body: "x", ...(await seen(ticketId)) })).rejects.toThrow(NotFound);
    }
    await expect(replyToRequest(await makeViewer(), ticketId, { body: "x" })).rejects.toThrow(NotFound);
    await expect(replyToRequest(await makeViewer("lead"), ticketId, { body: "x" })).rejects.toThrow(Forbidden);
  });
});

describe("waiting", () => {
  test("for somebody else, until a date; taken up again, or answered by the requester, it is open", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    const wait = async () =>
      waitOnThirdParty(agent, ticketId, {
        waitingFor: "the maker",
        waitingUntil: tomorrow(),
        ...(await seen(ticketId)),
      });
    await wait();
    const waiting = await ticketOf(ticketId);
    expect(waiting).toMatchObject({ state: "waiting_on_third_party", waitingFor: "the maker" });
    expect(waiting.timerAt).toEqual(waiting.waitingUntil);
    await resumeTicket(agent, ticketId, await seen(ticketId));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", waitingFor: "", timerAt: null });
    await expect(resumeTicket(agent, ticketId, await seen(ticketId))).rejects.toThrow(new Conflict("ticket_state"));
    await wait();
    await replyToRequest(requester, ticketId, { body: "They called me." });
    expect((await ticketOf(ticketId)).state).toBe("open");
  });
});

describe("promises and priority", () => {
  test("a promise is due like a clock, is kept or withdrawn once, and stays as it was said", async () => {
    const { agent, ticketId } = await makeCase("open");
    await respond(agent, ticketId, { body: "Hello.", ...(await seen(ticketId)) });
    const dueAt = new Date(Date.now() + 3_600_000);
    const promise = await makePromise(agent, ticketId, { body: "We call you.", dueAt, ...(await seen(ticketId)) });
    expect(await ticketOf(ticketId)).toMatchObject({ dueClock: "promise", dueAt });
    const settle = async (outcome: "kept" | "withdrawn") =>
      settlePromise(agent, ticketId, { promiseId: promise.id, outcome, body: "", ...(await seen(ticketId)) });
    await settle("kept");
    await settle("withdrawn");
    const row = await prisma.ticketPromise.findUniqueOrThrow({ where: { id: promise.id } });
    expect(row).toMatchObject({ wasKept: true, text: "We call you.", ownerId: agent.id });
    expect((await ticketOf(ticketId)).dueClock).toBe("update");
  });

  test("another ticket's promise is not there; a settled ticket takes none", async () => {
    const { agent, ticketId } = await makeCase("open");
    const other = await makeCase("resolved");
    const input = { body: "p", dueAt: tomorrow() };
    const { id } = await makePromise(agent, ticketId, { ...input, ...(await seen(ticketId)) });
    const settlement = { promiseId: id, outcome: "kept" as const, body: "", ...(await seen(other.ticketId)) };
    await expect(settlePromise(agent, other.ticketId, settlement)).rejects.toThrow(NotFound);
    const late = makePromise(agent, other.ticketId, { ...input, ...(await seen(other.ticketId)) });
    await expect(late).rejects.toThrow(new Conflict("ticket_settled"));
  });

  test("another priority has other targets from the same start", async () => {
    const { agent, ticketId } = await makeCase("open");
    const before = await ticketOf(ticketId);
    await changePriority(agent, ticketId, { priority: "urgent", ...(await seen(ticketId)) });
    const after = await ticketOf(ticketId);
    expect(after.startedAt).toEqual(before.startedAt);
    expect(Number(after.dueAt)).toBeLessThan(Number(before.dueAt));
    await expect(changePriority(agent, ticketId, { priority: "low", seenVersion: 1 })).rejects.toThrow(changed);
  });
});

describe("linking and spam", () => {
  test("another customer's thread of the same cause joins, and its asker sees nothing of the ticket", async () => {
    const { agent, ticketId } = await makeCase("open");
    const other = await makeThread(await makeViewer(), { escalateAt: tomorrow() });
    await linkThread(agent, ticketId, { threadId: other.id, ...(await seen(ticketId)) });
    await linkThread(agent, ticketId, { threadId: other.id, seenVersion: 1 });
    expect(await prisma.ticketThread.count({ where: { ticketId, isLive: true } })).toBe(2);
    expect((await prisma.thread.findUniqueOrThrow({ where: { id: other.id } })).escalateAt).toBeNull();
    const busy = await makeCase("open");
    const link = linkThread(agent, ticketId, { threadId: busy.threadId, ...(await seen(ticketId)) });
    await expect(link).rejects.toThrow(new Conflict("thread_has_ticket"));
    await expect(linkThread(agent, ticketId, { threadId: 999_999, ...(await seen(ticketId)) })).rejects.toThrow(
      NotFound,
    );
  });

  test("spam is out of its requester's sight, frees the thread, and can be restored for thirty days", async () => {
    const { agent, requester, ticketId, threadId } = await makeCase("new");
    await markSpam(agent, ticketId, await seen(ticketId));
    await expect(replyToRequest(requester, ticketId, { body: "x" })).rejects.toThrow(NotFound);
    expect(await prisma.ticketThread.count({ where: { threadId, isLive: true } })).toBe(0);
    await restoreTicket(agent, ticketId, await seen(ticketId));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "new", closedAt: null });
    expect(await prisma.ticketThread.count({ where: { threadId, isLive: true } })).toBe(1);
    await markSpam(agent, ticketId, await seen(ticketId));
    await prisma.$executeRaw`UPDATE "Ticket" SET "stateSince" = now() - interval '31 days', version = version + 1 WHERE id = ${ticketId}`;
    const late = restoreTicket(agent, ticketId, await seen(ticketId));
    await expect(late).rejects.toThrow(new Conflict("too_late_to_restore"));
  });
});
