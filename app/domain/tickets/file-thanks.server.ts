import type { Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keptFiles } from "../attachments/attachment.ts";
import type { RequestReplyInput } from "./input.ts";
import { writeResponse } from "./responses.server.ts";
import { isMereThanks } from "./thanks.ts";
import { changeTicket, recordTicket } from "./tickets.server.ts";

type Said = Pick<RequestReplyInput, "body" | "privateValues"> &
  Partial<Pick<RequestReplyInput, "attachments" | "submissionKey">>;

/**
 * Files a word of thanks on a ticket that is settled, which stays as it is; null for anything that somebody has to read. Its
 * writer is told, and reopens it in one press if it was none.
 */
export async function fileThanks(tx: Tx, viewer: Viewer, ticket: Ticket, said: Said): Promise<{ id: number } | null> {
  const isSettled = ticket.state === "resolved" || ticket.state === "closed";
  const comesAlone = keptFiles(said.attachments ?? "").length === 0 && (said.privateValues ?? []).length === 0;
  if (!isSettled || !comesAlone || !isMereThanks(said.body, await namesIn(tx, ticket))) return null;
  const { id } = await writeResponse(tx, viewer, ticket, said, { isThanks: true });
  const filed = await changeTicket(tx, ticket, {});
  await recordTicket(tx, viewer, "ticket.thanked", [ticket, filed], { responseId: id });
  return { id };
}

const NAMES_READ = 20;

/** Whom they may thank, and how they may sign. */
async function namesIn(tx: Tx, { id, requesterId, assigneeId }: Ticket): Promise<string[]> {
  const wrote = { responses: { some: { ticketId: id } } };
  const known = { OR: [{ id: requesterId }, { id: assigneeId ?? requesterId }, wrote] };
  const people = await tx.account.findMany({ where: known, select: { name: true }, take: NAMES_READ });
  return people.map(({ name }) => name);
}
