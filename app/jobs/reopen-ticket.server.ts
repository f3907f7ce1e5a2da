import type { Task } from "graphile-worker";
import { z } from "zod";
import { considerCorrection } from "../domain/answers/open-correction.server.ts";
import { reopenTicket as reopen } from "../domain/tickets/reopen-ticket.server.ts";
import { prisma } from "../platform/db.server.ts";

const payloadSchema = z.object({ eventId: z.string().regex(/^\d+$/) });

/** "It did not work for me", said of a published answer, goes back to the ticket the answer was found with. */
export const reopenTicket: Task = async (payload) => {
  const { eventId } = payloadSchema.parse(payload);
  const event = await prisma.event.findUnique({ where: { id: BigInt(eventId) } });
  if (event?.kind !== "answer.did_not_work" || event.answerId === null) return;
  const answer = await prisma.answer.findUnique({
    where: { id: event.answerId },
    select: { id: true, ticketId: true },
  });
  if (!answer) return;
  if (answer.ticketId) await reopen(answer.ticketId, { eventId, answerId: answer.id, memberId: event.actorId });
  await considerCorrection(answer.id);
};
