import type { Prisma } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { renderMany } from "../../platform/markdown/render.server.ts";
import { DESK_ROLES, type Viewer } from "../accounts/viewer.ts";
import { can, visible } from "../permissions.ts";
import { privateValuesOfLane } from "../private-values/private-values.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { dueView } from "./clocks.server.ts";
import type { DeskTicket, LinkedThread } from "./desk.ts";
import { dutiesOf } from "./duties.server.ts";
import { JOINS, joinsOf } from "./joins.server.ts";
import { statementView } from "./requests.server.ts";
import { stepsOfTicket } from "./steps.server.ts";
import type { DueClock } from "./ticket-clock.ts";
import { listTimeline } from "./timeline.server.ts";
import { undoableUntil } from "./withdraw-escalation.server.ts";

const ofDesk = {
  requester: { select: { id: true, name: true, handle: true, isGuest: true, locale: true } },
  assignee: { select: { id: true, name: true } },
  category: { select: { id: true, name: true, slug: true } },
  statements: { orderBy: { number: "desc" } },
  ...JOINS,
  relaxed: { orderBy: { relaxedAt: "asc" }, include: { surge: { select: { reason: true } } } },
  promises: { orderBy: { id: "asc" }, include: { owner: { select: { name: true } } } },
  threads: {
    orderBy: { threadId: "asc" },
    select: {
      thread: { select: { id: true, title: true, state: true, authorId: true, replyCount: true, affectedCount: true } },
    },
  },
} satisfies Prisma.TicketInclude;

type Row = Prisma.TicketGetPayload<{ include: typeof ofDesk }>;

/** The ticket with its notes, for the desk; not found for anybody else, its requester included. */
export async function requireDeskTicket(viewer: Viewer, ticketId: number): Promise<DeskTicket> {
  const row = await prisma.ticket.findFirst({
    where: { AND: [{ id: ticketId }, visible.tickets(viewer)] },
    include: ofDesk,
  });
  if (!row || !can(viewer, "notes.see", row)) throw new NotFound();
  const { undoEscalationMinutes } = await siteSettings();
  const [timeline, statements, steps, duties, due, privateValues] = await Promise.all([
    listTimeline(viewer, ticketId),
    statementsOf(row),
    stepsOfTicket(
      ticketId,
      row.threads.map(({ thread }) => thread.id),
    ),
    dutiesOf(ticketId),
    dueView(row),
    privateValuesOfLane(viewer, row),
  ]);
  const [statement, ...earlierStatements] = statements;
  if (!statement) throw new NotFound();
  const undoable = undoableUntil(row, undoEscalationMinutes);
  return {
    ...factsOf(row),
    due,
    undoableUntil: undoable,
    statement,
    earlierStatements,
    steps,
    duties,
    privateValues,
    timeline,
    ...joinsOf(row),
  };
}

function factsOf(row: Row) {
  const { id, version, subject, state, priority, trigger, createdAt, stateSince, requester, assignee, category } = row;
  return {
    ...{ number: id, version, subject, state, priority, trigger, since: createdAt, stateSince },
    ...{ requester, assignee, category },
    desiredOutcome: row.desiredOutcome,
    verdict: row.outcomeVerdict && { outcome: row.outcomeVerdict, reason: row.outcomeReason },
    waitingFor: row.waitingFor,
    waitingUntil: row.waitingUntil,
    requesterWaitingSince: row.requesterWaitingSince,
    changesByItselfAt: row.timerAt,
    willPublish: row.willPublish,
    notPublishedBecause: row.notPublishedBecause,
    reopenCount: row.reopenCount,
    relaxed: row.relaxed.map(({ clock, factor, surge }) => ({
      clock: clock as DueClock,
      factor,
      reason: surge.reason,
    })),
    promises: row.promises.map(({ id, text, dueAt, settledAt, wasKept, settlement, owner }) => ({
      ...{ id, text, dueAt, settledAt, wasKept, settlement },
      ownerName: owner.name,
    })),
    threads: row.threads.map(({ thread }) => linkedThread(thread, row.requesterId)),
  };
}

function linkedThread(thread: Row["threads"][number]["thread"], requesterId: number): LinkedThread {
  const { id, title, state, authorId, replyCount, affectedCount } = thread;
  return {
    ...{ number: id, title, replyCount, affectedCount },
    isSolved: state === "solved",
    isRequesters: authorId === requesterId,
  };
}

async function statementsOf({ statements }: Row) {
  const htmls = await renderMany(statements.map(({ text }) => text));
  return statements.map((statement, index) => statementView(statement, htmls[index] ?? ""));
}

/** Who may be given a ticket. */
export async function listAgents(viewer: Viewer): Promise<{ id: number; name: string }[]> {
  if (!can(viewer, "notes.see", { requesterId: 0, state: "open" })) throw new NotFound();
  const free = [{ suspendedUntil: null }, { suspendedUntil: { lt: new Date() } }];
  const where = { role: { in: [...DESK_ROLES] }, OR: free };
  return prisma.account.findMany({ where, select: { id: true, name: true }, orderBy: { name: "asc" } });
}
