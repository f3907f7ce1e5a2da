import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { hasLiveTicket } from "../../../app/domain/threads/threads.server.ts";
import { addNote } from "../../../app/domain/tickets/add-note.server.ts";
import { wishForDuty } from "../../../app/domain/tickets/answer-duty.server.ts";
import { askGoodwill } from "../../../app/domain/tickets/ask-goodwill.server.ts";
import { takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { continueTicket } from "../../../app/domain/tickets/continue-ticket.server.ts";
import { refuseDuty } from "../../../app/domain/tickets/decide-duty.server.ts";
import { requireDeskTicket } from "../../../app/domain/tickets/desk.server.ts";
import { detachMessage } from "../../../app/domain/tickets/detach-message.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { type DirectInput, directInput } from "../../../app/domain/tickets/input.ts";
import { joinTicket } from "../../../app/domain/tickets/join-ticket.server.ts";
import { makePromise } from "../../../app/domain/tickets/make-promise.server.ts";
import { openRequest } from "../../../app/domain/tickets/open-request.server.ts";
import { reopenThanked } from "../../../app/domain/tickets/reopen-thanked.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { askRequester, respond } from "../../../app/domain/tickets/respond.server.ts";
import { settleTicket } from "../../../app/domain/tickets/settle-ticket.server.ts";
import { unjoinTicket } from "../../../app/domain/tickets/unjoin-ticket.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, NotFound } from "../../../app/platform/errors.ts";
import { escalation, kindsOf, makeCase, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";

const say = (body: string) => ({ body, attachments: "", submissionKey: randomUUID() });

async function closedCase() {
  const one = await makeCase("resolved");
  await settleTicket(one.requester, one.ticketId, { body: "", attachments: "" });
  return one;
}

async function another(
  requester: Viewer,
  { categoryId }: { categoryId: number },
  body = "It blinks again.",
): Promise<number> {
  const input: DirectInput = { ...directInput.parse({ body, submissionKey: randomUUID() }), categoryId };
  return (await openRequest(requester, input)).id;
}

const lastMessage = (ticketId: number) =>
  prisma.response.findFirstOrThrow({ where: { ticketId, isFromStaff: false }, orderBy: { id: "desc" } });

describe("a word of thanks", () => {
  test("on a closed request is filed: it stays closed, says so, and one press reopens it with the same person", async () => {
    const { requester, agent, ticketId } = await closedCase();
    await continueTicket(requester, ticketId, say("Thanks a lot, it works now!"));
    const filed = await ticketOf(ticketId);
    expect(filed).toMatchObject({ state: "closed", reopenCount: 0, requesterWaitingSince: null });
    const { responses } = await requireRequest(requester, ticketId);
    expect(responses.at(-1)).toMatchObject({ isThanks: true });
    expect((await requireDeskTicket(agent, ticketId)).timeline.at(-1)).toMatchObject({
      kind: "ticket.thanked",
      message: { isThanks: true },
    });
    const { id: responseId } = await lastMessage(ticketId);
    await expect(reopenThanked(await makeViewer(), ticketId, { responseId })).rejects.toThrow(NotFound);
    await Promise.all([1, 2].map(() => reopenThanked(requester, ticketId, { responseId })));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", reopenCount: 1, assigneeId: agent.id });
  });

  test("on a resolved request is filed too, and leaves the question open whether it is solved", async () => {
    const { requester, ticketId } = await makeCase("resolved");
    await replyToRequest(requester, ticketId, say("Danke!"));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "resolved", requesterWaitingSince: null });
    await expect(replyToRequest(requester, ticketId, say("Danke, aber es geht nicht."))).rejects.toThrow(Conflict);
    await reopenThanked(requester, ticketId, { responseId: (await lastMessage(ticketId)).id });
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", reopenCount: 1 });
    expect(await kindsOf(ticketId)).toContain("ticket.rejected");
  });

  test("with anything else in it reopens; on an open request it is a message like any other", async () => {
    const { requester, ticketId } = await closedCase();
    await continueTicket(requester, ticketId, say("Thanks, but it blinks again."));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", reopenCount: 1 });
    await replyToRequest(requester, ticketId, say("Thanks!"));
    expect(await lastMessage(ticketId)).toMatchObject({ isThanks: false });
  });
});

describe("a wrong continuation", () => {
  test("becomes a ticket of its own that waits since it was written, and what it had reopened is closed as it was", async () => {
    const { requester, agent, ticketId } = await closedCase();
    const before = await ticketOf(ticketId);
    await continueTicket(requester, ticketId, say("My invoice for the scanner is wrong."));
    const message = await lastMessage(ticketId);
    const input = { responseId: message.id, reason: "An invoice is another matter.", ...(await seen(ticketId)) };
    await expect(detachMessage(requester, ticketId, input)).rejects.toThrow(NotFound);
    const { id } = await detachMessage(agent, ticketId, input);
    const { version: _version, updatedAt: _at, stateSince: _since, ...after } = await ticketOf(ticketId);
    expect(before).toMatchObject({ ...pick(after), state: "closed" });
    expect(await ticketOf(id)).toMatchObject({
      ...{ requesterId: requester.id, state: "new", subject: "My invoice for the scanner is wrong" },
      requesterWaitingSince: message.createdAt,
      startedAt: message.createdAt,
    });
    const [own, left] = [await requireRequest(requester, id), await requireRequest(requester, ticketId)];
    expect(own.detachedFrom).toEqual({ number: ticketId, reason: input.reason });
    expect(own.statement).toMatchObject({ standing: "unconfirmed" });
    expect(own.statement.text).toContain("My invoice for the scanner is wrong.");
    expect(left.responses.at(-1)?.detached).toEqual({ number: id, reason: input.reason });
    await expect(detachMessage(agent, ticketId, { ...input, ...(await seen(ticketId)) })).rejects.toThrow(Conflict);
  });

  test("keeps its files and private values; one that was answered stays", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    const placeholder = "[private: iban 1]";
    const moved = { kind: "iban", number: 1, value: "DE89370400440532013000" } as const;
    await replyToRequest(requester, ticketId, {
      ...say(`Charge ${placeholder} for the other one.`),
      privateValues: [moved],
    });
    const { id: responseId } = await lastMessage(ticketId);
    const { id } = await detachMessage(agent, ticketId, { responseId, reason: "Another.", ...(await seen(ticketId)) });
    expect((await requireRequest(requester, id)).privateValues).toMatchObject([{ kind: "iban", number: 1 }]);
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", requesterWaitingSince: null });
    await replyToRequest(requester, ticketId, say("And this?"));
    const { id: second } = await lastMessage(ticketId);
    await respond(agent, ticketId, { ...say("Yes."), ...(await seen(ticketId)) });
    const late = detachMessage(agent, ticketId, { responseId: second, reason: "No.", ...(await seen(ticketId)) });
    await expect(late).rejects.toEqual(new Conflict("already_answered"));
  });

  test("had seemed to answer what we asked: we wait for that again, unless something has happened since", async () => {
    for (const meanwhile of ["a note", "a promise"]) {
      const { requester, agent, ticketId } = await makeCase("open");
      const question = { waitingFor: "the serial number", waitingUntil: new Date(Date.now() + 3 * 86_400_000) };
      await askRequester(agent, ticketId, { ...say("Which one is it?"), ...question, ...(await seen(ticketId)) });
      await replyToRequest(requester, ticketId, say("My invoice for the scanner is wrong."));
      expect(await ticketOf(ticketId)).toMatchObject({ state: "open", waitingFor: "" });
      if (meanwhile === "a note") await addNote(agent, ticketId, say("Another matter?"));
      else
        await makePromise(agent, ticketId, { body: "A call", dueAt: question.waitingUntil, ...(await seen(ticketId)) });
      const { id: responseId } = await lastMessage(ticketId);
      await detachMessage(agent, ticketId, { responseId, reason: "An invoice.", ...(await seen(ticketId)) });
      const waits = { state: "waiting_on_requester", ...question };
      expect(await ticketOf(ticketId)).toMatchObject(
        meanwhile === "a note" ? waits : { state: "open", requesterWaitingSince: null },
      );
    }
  });

  test("takes no wait for something else along", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    const wanted = { kind: "Refund", amount: 3_000, words: "Two days lost.", seenStep: 0 };
    await askGoodwill(requester, ticketId, wanted);
    const { requesterWaitingSince } = await ticketOf(ticketId);
    await replyToRequest(requester, ticketId, say("And my invoice is wrong."));
    const { id: responseId } = await lastMessage(ticketId);
    await detachMessage(agent, ticketId, { responseId, reason: "Another.", ...(await seen(ticketId)) });
    expect((await ticketOf(ticketId)).requesterWaitingSince).toEqual(requesterWaitingSince);
  });

  test("by two agents at once is one ticket", async () => {
    const { requester, agent, ticketId } = await closedCase();
    await continueTicket(requester, ticketId, say("Another matter, please."));
    const { id: responseId } = await lastMessage(ticketId);
    const input = { responseId, reason: "Another.", ...(await seen(ticketId)) };
    const lead = await makeViewer("lead");
    const done = await Promise.allSettled([
      detachMessage(agent, ticketId, input),
      detachMessage(lead, ticketId, input),
    ]);
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("a wrongly opened ticket", () => {
  test("goes on in the earlier one, which waits since its first word and has the thread; undone, both are as they were", async () => {
    const { requester, agent, ticketId, threadId } = await closedCase();
    const before = await ticketOf(ticketId);
    const id = await another(requester, before);
    const opened = await ticketOf(id);
    await joinTicket(agent, id, { intoId: ticketId, ...(await seen(id)) });
    expect(await ticketOf(id)).toMatchObject({ state: "joined" });
    expect(await ticketOf(ticketId)).toMatchObject({
      ...{ state: "open", requesterWaitingSince: opened.createdAt, startedAt: opened.createdAt },
    });
    expect(await prisma.$transaction((tx) => hasLiveTicket(tx, threadId))).toBe(true);
    expect((await requireRequest(requester, id)).joinedInto).toMatchObject({ number: ticketId });
    expect((await requireRequest(requester, ticketId)).joined).toMatchObject([{ number: id }]);
    await unjoinTicket(agent, id, await seen(id));
    expect(await ticketOf(id)).toMatchObject({ state: "new" });
    expect(await ticketOf(ticketId)).toMatchObject(pick(before));
  });

  test("opened for the same thread comes apart again too", async () => {
    const { requester, agent, ticketId, threadId } = await closedCase();
    const { id } = await escalateThread(requester, threadId, { ...escalation, isAccountSpecific: true });
    await joinTicket(agent, id, { intoId: ticketId, ...(await seen(id)) });
    await unjoinTicket(agent, id, await seen(id));
    expect((await ticketOf(ticketId)).state).toBe("closed");
    expect(await prisma.ticketThread.findFirst({ where: { threadId, isLive: true } })).toMatchObject({ ticketId: id });
  });

  test("is not joined over a new date that is wished for; an offer that has expired keeps nobody", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    const id = await another(requester, await ticketOf(ticketId));
    const over = new Date(Date.now() - 1_000);
    const duty = { kind: "photo", text: "A photo", ticketId: id, createdAt: new Date(0), dueAt: over } as const;
    const { id: dutyId } = await prisma.duty.create({ data: duty });
    await prisma.duty.update({ where: { id: dutyId }, data: { state: "expired", settledAt: over } });
    await wishForDuty(requester, id, { dutyId, words: "I was ill." });
    const join = async () => joinTicket(agent, id, { intoId: ticketId, ...(await seen(id)) });
    await expect(join()).rejects.toEqual(new Conflict("open_duty"));
    await refuseDuty(agent, id, { dutyId, words: "It is gone.", ...(await seen(id)) });
    const offer = { kind: "Voucher", amount: 500, currency: "EUR", cause: "delay", at: over, expiresAt: over } as const;
    await prisma.goodwillStep.create({
      data: { ...offer, ticketId: id, accountId: agent.id, number: 1, deed: "offered" },
    });
    await join();
    expect(await ticketOf(id)).toMatchObject({ state: "joined" });
  });

  test("keeps the earliest wait of both, and brings its thread", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    await replyToRequest(requester, ticketId, say("Hello?"));
    const first = await ticketOf(ticketId);
    const second = await makeCase("new");
    const id = await another(requester, first);
    await joinTicket(agent, id, { intoId: ticketId, ...(await seen(id)) });
    expect((await ticketOf(ticketId)).requesterWaitingSince).toEqual(first.requesterWaitingSince);
    const wrong = joinTicket(agent, second.ticketId, { intoId: ticketId, ...(await seen(second.ticketId)) });
    await expect(wrong).rejects.toThrow(NotFound);
    const row = { ticketId: second.ticketId, intoId: ticketId, byId: agent.id, before: {} };
    await expect(prisma.ticketJoin.create({ data: row })).rejects.toThrow();
  });

  test("is not joined over what somebody owes in it, by its requester, or crosswise", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    const id = await another(requester, await ticketOf(ticketId));
    await expect(joinTicket(requester, id, { intoId: ticketId, ...(await seen(id)) })).rejects.toThrow(NotFound);
    const crosswise = await Promise.allSettled([
      joinTicket(agent, id, { intoId: ticketId, ...(await seen(id)) }),
      joinTicket(agent, ticketId, { intoId: id, ...(await seen(ticketId)) }),
    ]);
    expect(crosswise.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const other = await makeCase("open");
    const late = await another(other.requester, await ticketOf(other.ticketId));
    await prisma.ticket.update({ where: { id: late }, data: { state: "new", version: { increment: 1 } } });
    await takeTicket(other.agent, late, await seen(late));
    const dueAt = new Date(Date.now() + 86_400_000);
    await makePromise(other.agent, late, { body: "A new lamp.", dueAt, ...(await seen(late)) });
    const open = joinTicket(other.agent, late, { intoId: other.ticketId, ...(await seen(late)) });
    await expect(open).rejects.toEqual(new Conflict("open_promise"));
  });
});

/** What of a ticket is to be as before. */
const pick = ({ state, resolution, closedAt, willPublish, reopenCount, requesterWaitingSince, startedAt }: Picked) => ({
  ...{ state, resolution, closedAt, willPublish, reopenCount, requesterWaitingSince, startedAt },
});
type Picked = Pick<
  Awaited<ReturnType<typeof ticketOf>>,
  "state" | "resolution" | "closedAt" | "willPublish" | "reopenCount" | "requesterWaitingSince" | "startedAt"
>;
