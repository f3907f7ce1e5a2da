import type { HeldResponse } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { renderMany } from "../../platform/markdown/render.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { isDesk } from "../permissions.ts";
import type { HeldNoun, HeldOnTicket, StoppedResponse } from "./held.ts";

/** What is on its way on a ticket, for the desk, and what came back to the viewer. */
export async function heldOnTicket(viewer: Viewer, ticketId: number): Promise<HeldOnTicket> {
  if (!isDesk(viewer)) return { held: [], stopped: null };
  const onItsWay = { stoppedBecause: null };
  const rows = await prisma.heldResponse.findMany({
    where: { ticketId, OR: [onItsWay, { authorId: viewer.id }] },
    include: { author: { select: { name: true } } },
    orderBy: { id: "asc" },
  });
  const moving = rows.filter(({ stoppedBecause }) => stoppedBecause === null);
  const htmls = await renderMany(moving.map((row) => fieldsIn(row).body ?? ""));
  const held = moving.map((row, index) => ({
    ...{ id: row.id, noun: row.noun as HeldNoun, authorName: row.author.name, sendAt: row.sendAt },
    isMine: row.authorId === viewer.id,
    html: htmls[index] ?? "",
  }));
  const last = rows.findLast(({ stoppedBecause }) => stoppedBecause !== null);
  return { held, stopped: last ? stoppedView(last) : null };
}

function stoppedView(row: HeldResponse): StoppedResponse {
  const typed = { ...fieldsIn(row), seenVersion: String(row.seenVersion) };
  return { id: row.id, noun: row.noun as HeldNoun, because: row.stoppedBecause ?? "", typed };
}

const fieldsIn = ({ fields }: HeldResponse) => fields as Record<string, string>;

/** Tickets of which a response of the viewer's did not go out, for the head of the inbox. */
export async function listUnsent(viewer: Viewer): Promise<{ number: number; subject: string }[]> {
  const rows = await prisma.heldResponse.findMany({
    where: { authorId: viewer.id, stoppedBecause: { not: null } },
    select: { ticket: { select: { id: true, subject: true } } },
    orderBy: { id: "asc" },
    take: UNSENT_MAX,
  });
  return [...new Map(rows.map(({ ticket }) => [ticket.id, { number: ticket.id, subject: ticket.subject }])).values()];
}

const UNSENT_MAX = 20;
