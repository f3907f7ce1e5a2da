import type { HeldResponse } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, Refusal } from "../../platform/errors.ts";
import { SYSTEM, type Viewer, viewerFrom } from "../accounts/viewer.ts";
import type { EventKind } from "../events/events.ts";
import { record } from "../events/record.server.ts";
import type { HeldNoun } from "./held.ts";
import type { Saying } from "./hold-response.server.ts";
import { lockDeskTicket } from "./tickets.server.ts";

/**
 * Sends what was held, in its writer's name: the response is made now, and everything counts from now. Once, whoever
 * tries; what cannot be sent any more, or would answer over something its writer has not seen, goes back to them.
 */
export async function sendHeldResponse(heldId: number, sayings: Record<HeldNoun, Saying>): Promise<void> {
  const held = await prisma.heldResponse.findUnique({ where: { id: heldId }, include: { author: true } });
  if (!held || held.stoppedBecause) return;
  const viewer = viewerFrom(held.author, new Date(), held.timeZone);
  try {
    await transaction((tx) => send(tx, viewer, held, sayings[held.noun as HeldNoun]));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await stop(held, error.code);
  }
}

async function send(tx: Tx, viewer: Viewer, held: HeldResponse, say: Saying) {
  const ticket = await lockDeskTicket(tx, viewer, held.ticketId);
  const { count } = await tx.heldResponse.deleteMany({ where: { id: held.id, stoppedBecause: null } });
  if (count === 0) return; // taken back, or sent by another worker
  if (await hasNews(tx, held)) throw new Conflict("ticket_changed");
  await say(tx, viewer, ticket.id, formOf(held, ticket.version));
}

/** What happens by itself and changes nothing of what is being answered. */
const NO_NEWS: readonly EventKind[] = ["ticket.clock_warned", "ticket.clock_relaxed", "ticket.reminded"];

/**
 * Whether anything has happened since that its writer has to see: what others did, and what happened by itself, such as an
 * answer that failed somebody or a date that came; what its writer did themselves, they know.
 */
async function hasNews(tx: Tx, { ticketId, seenVersion, authorId }: HeldResponse) {
  const [news] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Event" WHERE "ticketId" = ${ticketId} AND (data->>'version')::int > ${seenVersion}
      AND "actorId" IS DISTINCT FROM ${authorId} AND NOT kind = ANY (${[...NO_NEWS]}) LIMIT 1`;
  return news !== undefined;
}

function formOf({ fields }: HeldResponse, seenVersion: number) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields as Record<string, string>)) form.set(name, value);
  form.set("seenVersion", String(seenVersion));
  return form;
}

async function stop({ id, ticketId, authorId }: HeldResponse, because: string) {
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Ticket" WHERE id = ${ticketId} FOR UPDATE`;
    const data = { stoppedBecause: because };
    const { count } = await tx.heldResponse.updateMany({ where: { id, stoppedBecause: null }, data });
    if (count === 0) return;
    await record(tx, SYSTEM, "ticket.response_stopped", { ticketId, accountId: authorId, data: { heldId: id } });
  });
}
