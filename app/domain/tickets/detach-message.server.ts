import type { Response, Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { SYSTEM, type Viewer } from "../accounts/viewer.ts";
import type { EventKind } from "../events/events.ts";
import { record } from "../events/record.server.ts";
import { inLane, keepInLane } from "../private-values/keep-in-lane.server.ts";
import { keepPrivateValues } from "../private-values/keep-values.server.ts";
import { type PrivateKind, placeholderOf, placeholdersIn } from "../private-values/private-value.ts";
import { ownValueIn } from "../private-values/reveal-value.server.ts";
import { titleFrom } from "../threads/title-from.ts";
import type { DetachmentInput } from "./one-case-input.ts";
import { settledShape, waitedShape } from "./settled.ts";
import { draftStatement } from "./statement.ts";
import { statementHash } from "./statements.server.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseClosed, refuseUnseen } from "./tickets.server.ts";
import { A_MESSAGE, waitWithout } from "./wait-without.server.ts";

/**
 * A message of the requester's is about something else: it becomes a ticket of its own, with its words, files and private
 * fields, and waits since it was written. The ticket it came in is as it would be without it. The requester reads why.
 */
export async function detachMessage(viewer: Viewer, ticketId: number, input: DetachmentInput): Promise<{ id: number }> {
  return transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, input.seenVersion);
    refuseClosed(ticket);
    const message = await unanswered(tx, ticket, input.responseId);
    const own = await openOwn(tx, viewer, ticket, message);
    const { responseId, reason } = await keepInLane(tx, viewer, ticket, input, ["reason"]);
    await tx.detachment.create({ data: { responseId, toId: own.id, reason, byId: viewer.id } });
    const without = await changeTicket(tx, ticket, await withoutIt(tx, ticket, message));
    await recordTicket(tx, viewer, "ticket.lost_message", [ticket, without], { otherId: own.id });
    await record(tx, viewer, "ticket.detached", {
      ticketId: own.id,
      data: { version: own.version, otherId: ticketId },
    });
    return { id: own.id };
  });
}

/** A message that staff has answered has been worked on here: it stays. */
async function unanswered(tx: Tx, { id: ticketId, lastRespondedAt }: Ticket, responseId: number): Promise<Response> {
  const message = await tx.response.findFirst({ where: { id: responseId, ticketId, ...A_MESSAGE } });
  if (!message) throw new NotFound();
  if (lastRespondedAt && message.createdAt <= lastRespondedAt) throw new Conflict("already_answered");
  return message;
}

/** Their own words are its statement: nobody has read them back, and nobody waits for that. */
async function openOwn(tx: Tx, viewer: Viewer, from: Ticket, message: Response): Promise<Ticket> {
  const { requesterId, categoryId } = from;
  const { createdAt: at, markdown } = message;
  const opened = await tx.ticket.create({
    data: {
      ...{ subject: titleFrom(markdown), state: "new", trigger: "staff", requesterId, categoryId },
      ...{ createdAt: at, startedAt: at, resolutionSince: at, requesterWaitingSince: at },
    },
  });
  await copyPrivateValues(tx, from, opened, markdown);
  const { locale } = await tx.account.findUniqueOrThrow({ where: { id: requesterId }, select: { locale: true } });
  const nothingPublic = { expected: "", tried: "", steps: [], affectedCount: 0 };
  const text = draftStatement({ title: opened.subject, happened: markdown, ...nothingPublic }, locale);
  const statement = { ticketId: opened.id, number: 1, text, hash: statementHash(text), authorId: requesterId };
  await tx.statement.create({ data: { ...statement, passedUnconfirmedAt: new Date() } });
  const files = await copyFiles(tx, opened, message);
  const own = await changeTicket(tx, opened, {});
  const data = { version: own.version, to: own.state, trigger: "staff", otherId: from.id, ...files };
  await record(tx, viewer, "ticket.opened", { ticketId: own.id, data });
  return own;
}

/** The placeholders in its words keep their numbers: nothing is taken yet where they go. */
async function copyPrivateValues(tx: Tx, from: Ticket, to: Ticket, markdown: string) {
  const named = new Set(placeholdersIn(markdown).map(placeholderOf));
  const values = await tx.privateValue.findMany({
    where: { AND: [inLane(from), { ownerId: from.requesterId, sealed: { not: null } }] },
  });
  const moved = values
    .map((row) => ({ row, kind: row.kind as PrivateKind, number: row.number }))
    .filter((one) => named.has(placeholderOf(one)));
  for (const { row, kind, number } of moved) {
    const value = { kind, number, value: await ownValueIn(tx, row), identifierId: row.identifierId ?? undefined };
    await keepPrivateValues(tx, SYSTEM, { ticketId: to.id, ownerId: to.requesterId }, [value]);
  }
}

/** Files hang on a message: theirs, in the ticket they belong to. What hung stays where it hangs. */
async function copyFiles(tx: Tx, { id: ticketId }: Ticket, { id, authorId, byId, createdAt }: Response) {
  const files = await tx.attachment.findMany({ where: { responseId: id } });
  if (files.length === 0) return {};
  const message = { ticketId, authorId, byId, isFromStaff: false, markdown: "", createdAt };
  const copy = await tx.response.create({ data: message });
  const rows = files.map(({ id: _id, responseId: _from, ...file }) => ({ ...file, responseId: copy.id }));
  await tx.attachment.createMany({ data: rows });
  return { responseId: copy.id };
}

/**
 * Since when they wait for what is left; with nothing left, it is settled as it was before they seemed to go on in it, or waits
 * again for what they seemed to answer.
 */
async function withoutIt(tx: Tx, ticket: Ticket, { id }: Response) {
  const requesterWaitingSince = await waitWithout(tx, ticket, id);
  const before = await tx.continuation.findUnique({ where: { responseId: id } });
  if (requesterWaitingSince || !before || ticket.state !== "open") return { requesterWaitingSince };
  const waited = waitedShape.safeParse(before.settled);
  if (!waited.success) return settledShape.parse(before.settled);
  return (await isUntouchedSince(tx, ticket, id))
    ? { ...waited.data, requesterWaitingSince }
    : { requesterWaitingSince };
}

/** What staff may have done meanwhile that changes nothing of what was waited for. */
const BESIDE: readonly EventKind[] = [
  "ticket.assigned",
  "ticket.noted",
  "ticket.prioritised",
  "ticket.brief_read",
  "ticket.clock_warned",
  "ticket.clock_relaxed",
  "talk.asked",
  "talk.answered",
  "talk.closed",
  "talk.overdue",
  "private_value.kept",
  "private_value.revealed",
];

async function isUntouchedSince(tx: Tx, { id: ticketId }: Ticket, responseId: number): Promise<boolean> {
  const data = { path: ["responseId"], equals: responseId };
  const said = await tx.event.findFirst({ where: { ticketId, kind: "ticket.requester_replied", data } });
  if (!said) return false;
  const since = { ticketId, id: { gt: said.id }, kind: { notIn: [...BESIDE] } };
  return (await tx.event.count({ where: since })) === 0;
}
