import type { Duty, Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { isNight, morningAfter } from "../calendars/night.ts";
import { zoneOf } from "../calendars/zone-of.server.ts";
import { record } from "../events/record.server.ts";
import { dutyChange, settle } from "./duties.server.ts";
import { nextStepAt, stepsLeft } from "./duty.ts";
import { isClosed } from "./ticket.ts";
import { changeTicket, recordTicket } from "./tickets.server.ts";

/**
 * Does what is due on a duty of a ticket that the caller has locked: reminds, or lets it expire. At night, where its requester
 * is, it waits for the morning; so it does while the ticket is away. What fell due at the same time is one reminder, and
 * what is past its date is not reminded of.
 */
export async function takeDutyStep(tx: Tx, ticket: Ticket, dutyId: number, now: Date): Promise<void> {
  const duty = await tx.duty.findUniqueOrThrow({ where: { id: dutyId } });
  if (duty.state !== "open") return;
  const zone = await zoneOf(tx, ticket.requesterId);
  if (isNight(zone, now) || isClosed(ticket.state)) {
    await tx.duty.update({ where: { id: dutyId }, data: { stepAt: morningAfter(zone, now) } });
  } else if (duty.dueAt <= now) await expire(tx, ticket, duty);
  else await remind(tx, ticket, duty, now);
}

/** Changes no version: whoever writes an answer has missed nothing. */
async function remind(tx: Tx, ticket: Ticket, duty: Duty, now: Date) {
  const due = stepsLeft(duty).filter(({ at }) => at <= now);
  const has = (step: string) => due.some((one) => one.step === step);
  const reminded = {
    halfRemindedAt: duty.halfRemindedAt ?? (has("half") ? now : null),
    dayRemindedAt: duty.dayRemindedAt ?? (has("day") ? now : null),
  };
  const stepAt = nextStepAt({ ...duty, ...reminded });
  await tx.duty.update({ where: { id: duty.id }, data: { ...reminded, stepAt } });
  if (due.length === 0) return;
  const data = { version: ticket.version, dutyId: duty.id };
  await record(tx, SYSTEM, "duty.reminded", { ticketId: ticket.id, data });
}

/** Its date has passed: both are told, and nothing is closed by it. */
async function expire(tx: Tx, ticket: Ticket, duty: Duty) {
  await settle(tx, duty, { state: "expired" });
  const after = await changeTicket(tx, ticket, await dutyChange(tx, ticket, duty));
  await recordTicket(tx, SYSTEM, "duty.expired", [ticket, after], { dutyId: duty.id });
}
