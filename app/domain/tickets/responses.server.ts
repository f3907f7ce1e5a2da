import type { Response as Message, Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { actingFor, asThemselves, holdGrant } from "../accounts/acting.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { hangAttachments, type WithFiles } from "../attachments/hang-attachments.server.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import type { ReadingReason } from "./reading.ts";

interface Submission extends WithFiles, WithPrivateValues {
  submissionKey?: string;
}

/** The approved text that a response is made of. */
export interface Sent {
  macroId: number;
  macroVersion: number;
}

/** What a message's category says of it: which approved text it holds, and why a second person reads it first, if one does. */
export interface Ruling {
  sent: Sent | null;
  because: readonly ReadingReason[];
}

/** The words of a response, and those that go with it: what is asked for, why a wish is refused. */
export interface Words {
  message: string;
  beside: string;
}

/** What a message of staff's has to keep to; throws what refuses it. */
export type MessageRule = (tx: Tx, viewer: Viewer, ticket: Ticket, words: Words) => Promise<Ruling>;

/** A message that nothing is asked of. */
export const FREE: Ruling = { sent: null, because: [] };

/** The form's key under its sender's name: nobody's form answers for somebody else's. */
export const submissionOf = (viewer: Viewer, { submissionKey }: Pick<Submission, "submissionKey">) =>
  submissionKey && `${viewer.id}:${submissionKey}`;

/** What the same form has already said, if it was sent before. */
export async function earlierResponse(tx: Tx, viewer: Viewer, input: Submission): Promise<Message | null> {
  const submissionKey = submissionOf(viewer, input);
  return submissionKey ? tx.response.findUnique({ where: { submissionKey } }) : null;
}

/** A message that requester and staff both read, on a ticket that the caller has locked. */
export async function writeResponse(
  tx: Tx,
  viewer: Viewer,
  ticket: Ticket,
  input: Submission,
  sent: Sent | { isThanks: true } | null = null,
): Promise<Message> {
  const { body } = await keepInLane(tx, viewer, ticket, input, ["body"]);
  const acting = actingFor(viewer, ticket.requesterId);
  const speaker = acting ? await holdGrant(tx, acting) : asThemselves(viewer);
  const response = await tx.response.create({
    data: {
      ticketId: ticket.id,
      ...speaker,
      isFromStaff: speaker.authorId !== ticket.requesterId,
      markdown: body,
      submissionKey: submissionOf(viewer, input),
      ...sent,
    },
  });
  await hangAttachments(tx, viewer, { responseId: response.id }, input);
  return response;
}
