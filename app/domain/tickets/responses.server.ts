import type { Response as Message, Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { hangAttachments, type WithFiles } from "../attachments/hang-attachments.server.ts";

interface Submission extends WithFiles {
  submissionKey?: string;
}

/** The form's key under its sender's name: nobody's form answers for somebody else's. */
export const submissionOf = (viewer: Viewer, { submissionKey }: Pick<Submission, "submissionKey">) =>
  submissionKey && `${viewer.id}:${submissionKey}`;

/** What the same form has already said, if it was sent before. */
export async function earlierResponse(tx: Tx, viewer: Viewer, input: Submission): Promise<Message | null> {
  const submissionKey = submissionOf(viewer, input);
  return submissionKey ? tx.response.findUnique({ where: { submissionKey } }) : null;
}

/** A message that requester and staff both read, on a ticket that the caller has locked. */
export async function writeResponse(tx: Tx, viewer: Viewer, ticket: Ticket, input: Submission): Promise<Message> {
  const response = await tx.response.create({
    data: {
      ticketId: ticket.id,
      authorId: viewer.id,
      isFromStaff: viewer.id !== ticket.requesterId,
      markdown: input.body,
      submissionKey: submissionOf(viewer, input),
    },
  });
  await hangAttachments(tx, viewer, { responseId: response.id }, input);
  return response;
}
