import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { refuseKnown } from "./facts.server.ts";
import type { StepAskInput } from "./input.ts";
import { askIn } from "./respond.server.ts";
import { earlierResponse } from "./responses.server.ts";
import { stepsOfTicket } from "./steps.server.ts";
import { isDone, isSameStep } from "./steps.ts";
import { lockDeskTicket } from "./tickets.server.ts";

/** What a step has to keep to; throws what refuses it. */
export type StepRule = (tx: Tx, ticket: Ticket, text: string) => Promise<void>;

/**
 * Asks the requester to do a step: they read it as a message, and it is their turn. What they have done already is
 * asked for again only with a reason, which they read too.
 */
export async function askForStep(
  viewer: Viewer,
  ticketId: number,
  typed: StepAskInput,
  refuse?: StepRule,
): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    if (await earlierResponse(tx, viewer, typed)) return;
    const input = await keepInLane(tx, viewer, ticket, typed, ["body", "reason"]);
    await refuse?.(tx, ticket, `${input.body}\n${input.reason}`);
    const { body: text, reason, waitingUntil, seenVersion, submissionKey } = input;
    const known = await doneBefore(tx, ticketId, text);
    if (known && !reason) throw new Invalid("step_done_before", { reason: "required" }, { step: known.text });
    await refuseKnown(tx, ticketId, { message: "", waitingFor: text, again: reason, field: "reason" });
    const question = {
      body: text,
      again: reason,
      waitingFor: text,
      waitingUntil,
      seenVersion,
      submissionKey,
      isToTry: true,
    };
    const { isNew } = await askIn(tx, viewer, ticketId, question);
    if (!isNew) return;
    const from = known && { postId: known.postId, step: known.step };
    await tx.ticketStep.create({ data: { ticketId, text, reason, askedById: viewer.id, ...from } });
  });
}

async function doneBefore(tx: Tx, ticketId: number, text: string) {
  const threads = await tx.ticketThread.findMany({ where: { ticketId }, select: { threadId: true } });
  const steps = await stepsOfTicket(
    ticketId,
    threads.map(({ threadId }) => threadId),
    tx,
  );
  return steps.find((step) => isDone(step) && isSameStep(step.text, text)) ?? null;
}
