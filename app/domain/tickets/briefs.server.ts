import type { Ticket } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can, isDesk } from "../permissions.ts";
import { draftBrief, stepsToTell } from "./brief.ts";
import { factsOf } from "./facts.server.ts";
import { stepsOfTicket } from "./steps.server.ts";
import { changeTicket, lockDeskTicket, recordTicket } from "./tickets.server.ts";

/** What the ticket says of itself to whoever takes over, in the viewer's language. */
export async function briefDraft(tx: Tx, viewer: Viewer, ticket: Ticket, gap = ""): Promise<string> {
  const { id: ticketId, desiredOutcome, waitingFor, requesterWaitingSince } = ticket;
  const threads = await tx.ticketThread.findMany({ where: { ticketId }, select: { threadId: true } });
  const threadIds = threads.map(({ threadId }) => threadId);
  const statement = await tx.statement.findFirst({ where: { ticketId }, orderBy: { number: "desc" } });
  const facts = await factsOf(tx, ticketId);
  const steps = await stepsOfTicket(ticketId, threadIds, tx);
  const promises = await tx.ticketPromise.findMany({ where: { ticketId, settledAt: null }, orderBy: { dueAt: "asc" } });
  const source = {
    ...{ desiredOutcome, facts, promises, waitingFor, requesterWaitingSince, gap },
    isConfirmed: statement?.confirmedAt != null,
    steps: stepsToTell(steps),
  };
  return draftBrief(source, viewer);
}

export interface Handing {
  formerId: number;
  /** Null: whoever takes it next. */
  readerId: number | null;
  /** As who hands over has changed it; otherwise the ticket's own. */
  words?: string;
  /** What no approved text said. */
  gap?: string;
}

/** Keeps the brief of a ticket that changes hands, locked by the caller; written by itself unless somebody wrote one. */
export async function keepBrief(tx: Tx, viewer: Viewer, ticket: Ticket, handing: Handing): Promise<void> {
  const { formerId, readerId, words, gap } = handing;
  const markdown = words?.trim() || (await briefDraft(tx, viewer, ticket, gap));
  const writerId = isDesk(viewer) ? viewer.id : formerId;
  await tx.handoverBrief.create({ data: { ticketId: ticket.id, writerId, readerId, markdown } });
}

/** Who takes what was put back has its brief to read. */
export async function claimBrief(tx: Tx, ticketId: number, readerId: number): Promise<void> {
  await tx.handoverBrief.updateMany({ where: { ticketId, readerId: null, readAt: null }, data: { readerId } });
}

/** Who took over has read it. */
export async function readBrief(viewer: Viewer, ticketId: number): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const where = { ticketId, readerId: viewer.id, readAt: null };
    const { count } = await tx.handoverBrief.updateMany({ where, data: { readAt: new Date() } });
    if (count === 0) return;
    await recordTicket(tx, viewer, "ticket.brief_read", [ticket, await changeTicket(tx, ticket, {})]);
  });
}

/** The latest brief of a ticket, for the desk; `isMine`: the viewer has taken over and not read it yet. */
export async function latestBrief(viewer: Viewer, ticketId: number) {
  if (!can(viewer, "notes.see", { requesterId: 0, state: "open" })) throw new NotFound();
  const row = await prisma.handoverBrief.findFirst({
    where: { ticketId },
    orderBy: { id: "desc" },
    include: { writer: { select: { name: true } }, reader: { select: { name: true } } },
  });
  if (!row) return null;
  const { writer, reader, createdAt: at, readAt, readerId } = row;
  return {
    ...{ writerName: writer.name, readerName: reader?.name ?? null, at, readAt },
    isMine: readerId === viewer.id && readAt === null,
    html: await renderMarkdown(row.markdown),
  };
}
