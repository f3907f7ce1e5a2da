import { createHash } from "node:crypto";
import type { Prisma, Reading, ReadingKind, Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { hangAttachments, type WithFiles } from "../attachments/hang-attachments.server.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import type { ReadingTerms } from "./reading.ts";
import { type Ruling, submissionOf } from "./responses.server.ts";
import { changeTicket, recordTicket } from "./tickets.server.ts";

interface Put extends WithFiles, WithPrivateValues {
  submissionKey?: string;
}

/** What its reader reads, and nothing else, is what they let go. */
export function readingHash(kind: ReadingKind, markdown: string, terms: ReadingTerms): string {
  const said = Object.entries(terms).filter(([, term]) => term !== undefined);
  const parts = [kind, markdown, ...said.sort(([one], [other]) => (one < other ? -1 : 1))];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Whether this form was put before a second person already. */
export async function wasPutBefore(tx: Tx, viewer: Viewer, input: Put): Promise<boolean> {
  const submissionKey = submissionOf(viewer, input);
  return submissionKey !== undefined && (await tx.reading.count({ where: { submissionKey } })) > 0;
}

/** One waits at a time, and nothing is settled over it. */
export async function refuseWhileRead(tx: Tx, ticket: Ticket): Promise<void> {
  if ((await tx.reading.count({ where: { ticketId: ticket.id, state: "waiting" } })) > 0)
    throw new Conflict("reading_waits");
}

export interface What {
  kind: ReadingKind;
  input: Put;
  terms: ReadingTerms;
  ruling: Ruling;
}

/**
 * Whether a second person has let go exactly this already, in the name of who can't send it any more, and it was given to
 * this viewer: two have read it, and neither is alone.
 */
export async function wasLetGo(tx: Tx, viewer: Viewer, ticket: Ticket, { kind, input, terms }: What): Promise<boolean> {
  const hash = readingHash(kind, input.body, terms);
  return (await tx.reading.count({ where: { ticketId: ticket.id, givenToId: viewer.id, hash } })) > 0;
}

/**
 * Keeps a response until a second person has read it; the ticket is locked. Nothing of it is sent, and no clock stops:
 * the requester waits as long as before.
 */
export async function putForReading(tx: Tx, viewer: Viewer, ticket: Ticket, what: What): Promise<void> {
  const { kind, input, terms, ruling } = what;
  await refuseWhileRead(tx, ticket);
  const { body: markdown } = await keepInLane(tx, viewer, ticket, input, ["body"]);
  const { id } = await tx.reading.create({
    data: {
      ...{ ticketId: ticket.id, authorId: viewer.id, kind, markdown, ...ruling.sent },
      ...{ because: [...ruling.because], hash: readingHash(kind, markdown, terms) },
      terms: terms as Prisma.InputJsonObject,
      isOwners: ticket.assigneeId === viewer.id,
      submissionKey: submissionOf(viewer, input),
    },
  });
  await hangAttachments(tx, viewer, { readingId: id }, input);
  await recordTicket(tx, viewer, "ticket.reading_wanted", [ticket, await changeTicket(tx, ticket, {})], {
    readingId: id,
  });
}

/** The response that waits on a ticket the caller has locked; a conflict when it has been decided meanwhile. */
export async function requireWaiting(tx: Tx, ticket: Ticket, id: number): Promise<Reading> {
  const reading = await tx.reading.findFirst({ where: { id, ticketId: ticket.id } });
  if (!reading) throw new NotFound();
  if (reading.state !== "waiting") throw new Conflict("reading_over");
  return reading;
}
