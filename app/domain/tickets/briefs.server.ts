import type { Ticket } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can, isDesk } from "../permissions.ts";
import { draftBrief, dutiesToTell, isToRead, stepsToTell } from "./brief.ts";
import { dutiesOf } from "./duties.server.ts";
import { factsOf } from "./facts.server.ts";
import { stepsOfTicket } from "./steps.server.ts";

/** What the ticket says of itself to whoever takes over, in the viewer's language. */
export async function briefDraft(tx: Tx, viewer: Viewer, ticket: Ticket, gap = ""): Promise<string> {
  const { id: ticketId, desiredOutcome, waitingFor, requesterWaitingSince } = ticket;
  const threads = await tx.ticketThread.findMany({ where: { ticketId }, select: { threadId: true } });
  const threadIds = threads.map(({ threadId }) => threadId);
  const statement = await tx.statement.findFirst({ where: { ticketId }, orderBy: { number: "desc" } });
  const facts = await factsOf(tx, ticketId);
  const steps = await stepsOfTicket(ticketId, threadIds, tx);
  const promises = await tx.ticketPromise.findMany({ where: { ticketId, settledAt: null }, orderBy: { dueAt: "asc" } });
  const duties = dutiesToTell(await dutiesOf(ticketId, tx));
  const source = {
    duties,
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
  // taken from somebody, it is theirs
  const writerId = isDesk(viewer) && viewer.id !== readerId ? viewer.id : formerId;
  await tx.handoverBrief.create({ data: { ticketId: ticket.id, writerId, readerId, markdown } });
}

/** Who takes what somebody else put back has its brief to read. */
export async function claimBrief(tx: Tx, ticketId: number, readerId: number): Promise<void> {
  const where = { ticketId, readerId: null, readAt: null, writerId: { not: readerId } };
  await tx.handoverBrief.updateMany({ where, data: { readerId } });
}

/** Nobody answers before they have read what was handed over to them (S0-16). */
export async function refuseUnreadBrief(tx: Tx, viewer: Viewer, ticket: Ticket): Promise<void> {
  const brief = await tx.handoverBrief.findFirst({ where: { ticketId: ticket.id }, orderBy: { id: "desc" } });
  if (isToRead(brief, ticket, viewer.id)) throw new Conflict("brief_unread");
}

/** The latest brief of a ticket, for the desk; `isMine`: before the viewer answers, they read it. */
export async function latestBrief(viewer: Viewer, ticketId: number) {
  if (!can(viewer, "notes.see", { requesterId: 0, state: "open" })) throw new NotFound();
  const row = await prisma.handoverBrief.findFirst({
    where: { ticketId },
    orderBy: { id: "desc" },
    include: {
      writer: { select: { name: true } },
      reader: { select: { name: true } },
      ticket: { select: { assigneeId: true, state: true } },
    },
  });
  if (!row) return null;
  const { writer, reader, createdAt: at, readAt, ticket } = row;
  return {
    ...{ writerName: writer.name, readerName: reader?.name ?? null, at, readAt },
    isMine: isToRead(row, ticket, viewer.id),
    /** Reading it takes the ticket. */
    isToTake: ticket.assigneeId === null,
    html: await renderMarkdown(row.markdown),
  };
}
