import { describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { judgePost } from "../../../app/domain/threads/judge-post.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { askForStep } from "../../../app/domain/tickets/ask-for-step.server.ts";
import { continueTicket } from "../../../app/domain/tickets/continue-ticket.server.ts";
import { requireDeskTicket } from "../../../app/domain/tickets/desk.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { stepAskInput } from "../../../app/domain/tickets/input.ts";
import { markStep } from "../../../app/domain/tickets/mark-step.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { isSameStep } from "../../../app/domain/tickets/steps.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { NotFound } from "../../../app/platform/errors.ts";
import {
  type Case,
  confirm,
  escalation,
  makeCase,
  makeThread,
  makeViewer,
  ticketOf,
  versionOf,
} from "../../factories/tickets.ts";

const DAY = 86_400_000;
const until = () => new Date(Date.now() + 3 * DAY).toISOString().slice(0, 16);

async function ask({ agent, ticketId }: Pick<Case, "agent" | "ticketId">, body: string, reason = "") {
  const form = { body, reason, waitingUntil: until(), seenVersion: String(await versionOf(ticketId)) };
  await askForStep(agent, ticketId, stepAskInput("UTC").parse(form));
}

/** A thread with a reply that its asker has said didn't work. */
async function makeTried() {
  const [asker, peer] = [await makeViewer(), await makeViewer()];
  const thread = await makeThread(asker);
  const reply = await replyToThread(peer, thread.id, { body: "Hold **WPS** for five seconds." });
  await judgePost(asker, reply.id, "didnt");
  return { asker, peer, threadId: thread.id, replyId: reply.id };
}

const stepsOf = async (viewer: Viewer, ticketId: number) => (await requireDeskTicket(viewer, ticketId)).steps;

describe("the steps of a thread", () => {
  test("go into the ticket and its statement as they stand, and what is said later shows too", async () => {
    const { asker, peer, threadId, replyId } = await makeTried();
    const other = await replyToThread(peer, threadId, { body: "Another cable." });
    const { id } = await escalateThread(asker, threadId, escalation);
    const agent = await makeViewer("agent_1");
    const statement = await prisma.statement.findFirstOrThrow({ where: { ticketId: id } });
    expect(statement.text).toContain("- Hold WPS for five seconds. (didn’t work for me)");
    expect(await stepsOf(agent, id)).toMatchObject([{ postId: replyId, outcome: "didnt", isNews: false }]);
    await judgePost(asker, other.id, "cant");
    await judgePost(asker, replyId, "withdrawn");
    expect(await stepsOf(agent, id)).toMatchObject([
      { postId: replyId, outcome: "didnt", isNews: false },
      { postId: other.id, outcome: "cant", isNews: true },
    ]);
    await prisma.post.update({ where: { id: other.id }, data: { hiddenAt: new Date() } });
    expect(await stepsOf(agent, id)).toHaveLength(1);
  });
});

describe("asking for a step", () => {
  test("is a message to the requester, whose turn it is; with what came of it the turn is ours again", async () => {
    const one = await makeCase("open");
    const { requester, agent, ticketId } = one;
    await ask(one, "Send us the log file");
    expect(await ticketOf(ticketId)).toMatchObject({
      state: "waiting_on_requester",
      waitingFor: "Send us the log file",
    });
    const { steps, responses } = await requireRequest(requester, ticketId);
    expect(responses.at(-1)?.html).toContain("Send us the log file");
    const [step] = steps;
    if (!step) throw new Error("The requester sees no step");
    await markStep(requester, ticketId, { id: step.id, outcome: "tried" });
    expect((await ticketOf(ticketId)).state).toBe("waiting_on_requester");
    await markStep(requester, ticketId, { id: step.id, outcome: "worked" });
    expect((await ticketOf(ticketId)).state).toBe("open");
    expect(await stepsOf(agent, ticketId)).toMatchObject([{ outcome: "worked", asked: { byName: agent.name } }]);
    await markStep(requester, ticketId, { id: step.id, outcome: "withdrawn" });
    expect(await stepsOf(agent, ticketId)).toMatchObject([{ outcome: null, markedAt: null }]);
  });

  test("for what is done already is refused without a reason, which the requester reads", async () => {
    const { asker, threadId, replyId } = await makeTried();
    const agent = await makeViewer("agent_2");
    const { id: ticketId } = await escalateThread(asker, threadId, escalation);
    const one = { requester: asker, agent, threadId, ticketId };
    await confirm(one);
    const refused = {
      code: "step_done_before",
      values: { step: "Hold WPS for five seconds." },
      fields: { reason: "required" },
    };
    await expect(ask(one, "hold WPS for five seconds")).rejects.toMatchObject(refused);
    expect((await ticketOf(ticketId)).state).toBe("new");
    await ask(one, "Hold WPS for five seconds", "The firmware is a new one since.");
    const { steps, responses } = await requireRequest(asker, ticketId);
    expect(steps).toMatchObject([{ reason: "The firmware is a new one since.", outcome: null }]);
    expect(responses.at(-1)?.html).toContain("The firmware is a new one since.");
    expect(await prisma.ticketStep.count({ where: { ticketId, postId: replyId } })).toBe(2);
  });

  test("is kept when the case is continued, and when the thread goes to staff again", async () => {
    const one = await makeCase("open");
    const { requester, ticketId, threadId, agent } = one;
    await ask(one, "Send us the log file");
    const [step] = (await requireRequest(requester, ticketId)).steps;
    await markStep(requester, ticketId, { id: step?.id ?? 0, outcome: "didnt" });
    for (const change of [
      { state: "resolved", resolution: "solved", willPublish: true, requesterWaitingSince: null },
      { state: "closed", closedAt: new Date() },
    ] as const)
      await prisma.ticket.update({ where: { id: ticketId }, data: { ...change, version: { increment: 1 } } });
    const again = await escalateThread(requester, threadId, escalation);
    expect(await stepsOf(agent, again.id)).toMatchObject([{ text: "Send us the log file", outcome: "didnt" }]);
    await prisma.ticket.update({ where: { id: again.id }, data: { state: "closed", version: { increment: 1 } } });
    await continueTicket(requester, ticketId, { body: "It is back." });
    expect(await stepsOf(agent, ticketId)).toMatchObject([{ text: "Send us the log file", outcome: "didnt" }]);
  });

  test("is the desk's alone, and marking is the requester's alone", async () => {
    const one = await makeCase("open");
    await ask(one, "Send us the log file");
    const [step] = (await requireRequest(one.requester, one.ticketId)).steps;
    const mark = (viewer: Viewer) => markStep(viewer, one.ticketId, { id: step?.id ?? 0, outcome: "worked" });
    await expect(mark(await makeViewer())).rejects.toThrow(NotFound);
    await expect(mark(one.agent)).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask({ ...one, agent: one.requester }, "Anything")).rejects.toThrow(NotFound);
    const other = await makeCase("open");
    await expect(markStep(other.requester, other.ticketId, { id: step?.id ?? 0, outcome: "worked" })).rejects.toThrow(
      NotFound,
    );
  });
});

test("texts name the same step by nearly the same words, short ones only by all of them", () => {
  expect(isSameStep("Hold WPS for five seconds", "Please hold **WPS** for five seconds, then wait.")).toBe(true);
  expect(isSameStep("Restart", "Restart the router")).toBe(false);
  expect(isSameStep("Reset the router", "reset the Router!")).toBe(true);
  expect(isSameStep("Update the firmware of the camera", "Hold WPS for five seconds")).toBe(false);
});
