import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { placeholderOf } from "../../../app/domain/private-values/private-value.ts";
import { continueTicket } from "../../../app/domain/tickets/continue-ticket.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import type { ResolutionInput } from "../../../app/domain/tickets/input.ts";
import { makePromise } from "../../../app/domain/tickets/make-promise.server.ts";
import { rejectResolution, reopenTicket } from "../../../app/domain/tickets/reopen-ticket.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { askRequester } from "../../../app/domain/tickets/respond.server.ts";
import { settleTicket } from "../../../app/domain/tickets/settle-ticket.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, NotFound } from "../../../app/platform/errors.ts";
import {
  closing,
  escalation,
  kindsOf,
  lastEvent,
  makeCase,
  makeViewer,
  seen,
  ticketOf,
} from "../../factories/tickets.ts";
import { makeCategory } from "../../factories.ts";

const tomorrow = () => new Date(Date.now() + 86_400_000);

async function resolution(ticketId: number, more: Partial<ResolutionInput> = {}): Promise<ResolutionInput> {
  return { ...closing, ...(await seen(ticketId)), ...more };
}

describe("resolving", () => {
  test("says the closing word, whether to publish, and closes by itself after a week", async () => {
    const { agent, ticketId } = await makeCase("open");
    await resolveTicket(agent, ticketId, await resolution(ticketId, { publish: "account_specific" }));
    const ticket = await ticketOf(ticketId);
    expect(ticket).toMatchObject({
      state: "resolved",
      resolution: "solved",
      willPublish: false,
      notPublishedBecause: "account_specific",
      dueAt: null,
    });
    expect(Number(ticket.timerAt) - Number(ticket.resolvedAt)).toBe(7 * 86_400_000);
    expect(ticket.firstRespondedAt).toEqual(ticket.lastRespondedAt);
    const response = await prisma.response.findFirstOrThrow({ where: { ticketId } });
    expect(response).toMatchObject({ isFromStaff: true, markdown: closing.body });
    expect((await lastEvent(ticketId)).data).toMatchObject({ responseId: response.id, to: "resolved" });
  });

  test("addresses the desired outcome, where there is one", async () => {
    const { agent, ticketId } = await makeCase("open", { desiredOutcome: "A refund." });
    const silent = resolveTicket(agent, ticketId, await resolution(ticketId));
    await expect(silent).rejects.toMatchObject({ fields: { outcomeVerdict: "required" } });
    const outcome = { outcomeVerdict: "refused", outcomeReason: "The warranty is over." } as const;
    await resolveTicket(agent, ticketId, await resolution(ticketId, outcome));
    expect(await ticketOf(ticketId)).toMatchObject(outcome);
  });

  test("answers a message its writer has read, and is refused over one they have not", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    const old = await resolution(ticketId);
    await replyToRequest(requester, ticketId, { body: "And now smoke." });
    await expect(resolveTicket(agent, ticketId, old)).rejects.toThrow(new Conflict("ticket_changed"));
    await resolveTicket(agent, ticketId, await resolution(ticketId));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "resolved", requesterWaitingSince: null });
  });

  test("is refused while a promise is open, while we wait for the requester, and before anybody has it", async () => {
    const { agent, ticketId } = await makeCase("open");
    await makePromise(agent, ticketId, { body: "We call.", dueAt: tomorrow(), ...(await seen(ticketId)) });
    const promised = resolveTicket(agent, ticketId, await resolution(ticketId));
    await expect(promised).rejects.toThrow(new Conflict("open_promise"));
    const asked = await makeCase("open");
    const question = { body: "Which?", waitingFor: "the model", waitingUntil: tomorrow() };
    await askRequester(agent, asked.ticketId, { ...question, ...(await seen(asked.ticketId)) });
    const unanswered = resolveTicket(agent, asked.ticketId, await resolution(asked.ticketId));
    await expect(unanswered).rejects.toThrow(new Conflict("unanswered_question"));
    const fresh = await makeCase("new");
    const early = resolveTicket(agent, fresh.ticketId, await resolution(fresh.ticketId));
    await expect(early).rejects.toThrow(new Conflict("ticket_state"));
    for (const id of [ticketId, asked.ticketId, fresh.ticketId]) {
      expect(await prisma.response.count({ where: { ticketId: id, markdown: closing.body } })).toBe(0);
    }
  });
});

describe("the requester's verdict", () => {
  test("solved closes; a word of thanks is filed and reopens nothing", async () => {
    const { requester, ticketId, threadId } = await makeCase("resolved");
    await settleTicket(requester, ticketId, { body: "Thanks!" });
    await settleTicket(requester, ticketId, { body: "Thanks!" });
    expect(await ticketOf(ticketId)).toMatchObject({ state: "closed", requesterWaitingSince: null, timerAt: null });
    expect(await prisma.response.count({ where: { ticketId, markdown: "Thanks!" } })).toBe(1);
    expect(await prisma.ticketThread.count({ where: { threadId, isLive: true } })).toBe(0);
  });

  test("not solved opens it again with its owner, and the questions of resolving are asked anew", async () => {
    const { requester, agent, ticketId } = await makeCase("resolved", { desiredOutcome: "A cure." });
    await rejectResolution(requester, ticketId, { body: "It still blinks." });
    const ticket = await ticketOf(ticketId);
    expect(ticket).toMatchObject({
      state: "open",
      assigneeId: agent.id,
      reopenCount: 1,
      resolution: null,
      willPublish: null,
      outcomeVerdict: null,
      dueClock: "next_response",
    });
    expect((await lastEvent(ticketId)).kind).toBe("ticket.rejected");
  });

  test("a message alone does not say whether it is thanks: on a resolved ticket it is sent back", async () => {
    const { requester, ticketId } = await makeCase("resolved");
    const reply = replyToRequest(requester, ticketId, { body: "Well." });
    await expect(reply).rejects.toThrow(new Conflict("say_if_solved"));
  });

  test("before anybody has begun it may have solved itself: then it closes", async () => {
    for (const state of ["read_back", "new"] as const) {
      const { requester, ticketId } = await makeCase(state);
      await settleTicket(requester, ticketId, { body: "" });
      expect(await ticketOf(ticketId)).toMatchObject({ state: "closed", resolution: null });
    }
  });

  test("is the requester's alone, and only on a resolved ticket", async () => {
    const { requester, ticketId } = await makeCase("open");
    await expect(settleTicket(requester, ticketId, { body: "" })).rejects.toThrow(new Conflict("not_resolved"));
    await expect(rejectResolution(requester, ticketId, { body: "x" })).rejects.toThrow(new Conflict("not_resolved"));
    await expect(settleTicket(await makeViewer(), ticketId, { body: "" })).rejects.toThrow(NotFound);
    await expect(rejectResolution(await makeViewer(), ticketId, { body: "x" })).rejects.toThrow(NotFound);
  });
});

describe("continuing a closed ticket", () => {
  async function closedCase() {
    const one = await makeCase("resolved");
    await settleTicket(one.requester, one.ticketId, { body: "" });
    return one;
  }

  test("within sixty days it goes on with its owner", async () => {
    const { requester, agent, ticketId, threadId } = await closedCase();
    await expect(replyToRequest(requester, ticketId, { body: "x" })).rejects.toThrow(new Conflict("ticket_closed"));
    await continueTicket(requester, ticketId, { body: "It is back." });
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", assigneeId: agent.id, closedAt: null });
    expect(await prisma.ticketThread.count({ where: { threadId, isLive: true } })).toBe(1);
  });

  test("later another follows it, which knows what was known, and once however often the form is sent", async () => {
    const { requester, ticketId } = await closedCase();
    const known = { ticketId, statedById: requester.id, confirmedAt: new Date() };
    await prisma.ticketFact.createMany({
      data: [
        { ...known, fact: "model", value: "X200" },
        { ...known, fact: "version", value: "old", replacedAt: new Date() },
        { ...known, fact: "error", value: placeholderOf({ kind: "number", number: 1 }) },
      ],
    });
    await prisma.$executeRaw`UPDATE "Ticket" SET "closedAt" = now() - interval '61 days', version = version + 1 WHERE id = ${ticketId}`;
    const again = { body: "It blinks once more.", submissionKey: randomUUID() };
    const sent = await Promise.all([1, 2, 3].map(() => continueTicket(requester, ticketId, again)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    const id = sent[0]?.id ?? 0;
    expect(await ticketOf(id)).toMatchObject({ state: "read_back", followsId: ticketId, requesterId: requester.id });
    const request = await requireRequest(requester, id);
    expect(request.facts).toMatchObject([{ fact: "model", value: "X200" }]);
    expect(request).toMatchObject({ follows: { number: ticketId }, followUps: [] });
    expect((await requireRequest(requester, ticketId)).followUps).toMatchObject([{ number: id }]);
    expect((await ticketOf(ticketId)).state).toBe("closed");
    const stranger = await makeViewer("customer");
    await expect(continueTicket(stranger, ticketId, { body: "x" })).rejects.toThrow(NotFound);
    const foreign = {
      subject: "x",
      state: "draft",
      trigger: "asker",
      requesterId: stranger.id,
      followsId: ticketId,
    } as const;
    const { categoryId } = await ticketOf(id);
    await expect(prisma.ticket.create({ data: { ...foreign, categoryId } })).rejects.toThrow();
    await makeCategory();
    await prisma.category.update({ where: { id: categoryId }, data: { readableBy: "staff" } });
    const { id: elsewhere } = await continueTicket(requester, ticketId, { body: "And another time." });
    expect((await ticketOf(elsewhere)).categoryId).not.toBe(categoryId);
    await prisma.category.update({ where: { id: categoryId }, data: { readableBy: "everyone" } });
  });

  test("while its thread has another ticket it does not", async () => {
    const { requester, ticketId, threadId } = await closedCase();
    await escalateThread(requester, threadId, escalation);
    const second = continueTicket(requester, ticketId, { body: "x" });
    await expect(second).rejects.toThrow(new Conflict("thread_has_ticket"));
  });
});

describe("when the published answer fails somebody", () => {
  const failed = (memberId: number, eventId = "17") => ({ eventId, answerId: 1, memberId });

  test.each(["resolved", "closed"] as const)("a %s ticket opens again and says for whom", async (state) => {
    const { requester, agent, ticketId } = await makeCase("resolved");
    if (state === "closed") await settleTicket(requester, ticketId, { body: "" });
    const member = await makeViewer();
    await reopenTicket(ticketId, failed(member.id));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", assigneeId: agent.id, dueClock: "update" });
    expect((await lastEvent(ticketId)).data).toMatchObject({ memberId: member.id, to: "open" });
  });

  test("a job that runs twice reopens once; a second member is added to the live ticket", async () => {
    const { ticketId } = await makeCase("resolved");
    const [one, two] = [await makeViewer(), await makeViewer()];
    await reopenTicket(ticketId, failed(one.id, "17"));
    await reopenTicket(ticketId, failed(one.id, "17"));
    await reopenTicket(ticketId, failed(two.id, "18"));
    expect((await kindsOf(ticketId)).slice(-2)).toEqual(["ticket.reopened", "ticket.answer_failed"]);
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", reopenCount: 1 });
  });

  test("a closed ticket whose thread goes on in another one stays closed", async () => {
    const { requester, ticketId, threadId } = await makeCase("resolved");
    await settleTicket(requester, ticketId, { body: "" });
    await escalateThread(requester, threadId, escalation);
    await reopenTicket(ticketId, failed((await makeViewer()).id));
    expect((await ticketOf(ticketId)).state).toBe("closed");
    expect((await lastEvent(ticketId)).kind).toBe("ticket.answer_failed");
  });
});
