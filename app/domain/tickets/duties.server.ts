import type { Duty, Prisma, Ticket } from "../../generated/prisma/client.ts";
import type { DutyKind } from "../../generated/prisma/enums.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { type DutyStanding, type DutyView, nextStepAt } from "./duty.ts";
import { backToUs } from "./reply-to-request.server.ts";
import { asConflict, type TicketChange } from "./tickets.server.ts";

/** More than any ticket has asked for; beyond them the newest are shown. */
const DUTIES_MAX = 100;

const shown = { askedBy: { select: { name: true } }, reissue: { select: { id: true } } } satisfies Prisma.DutyInclude;
type Row = Prisma.DutyGetPayload<{ include: typeof shown }>;

/** What the requester of a ticket was asked to do, the latest last; the caller has asked whether its reader sees the ticket. */
export async function dutiesOf(ticketId: number, db: Tx = prisma): Promise<DutyView[]> {
  const rows = await db.duty.findMany({
    where: { ticketId },
    orderBy: { id: "desc" },
    take: DUTIES_MAX,
    include: shown,
  });
  return rows.reverse().map(viewOf);
}

function viewOf(row: Row): DutyView {
  const { id, kind, text, dueAt, askedBy, settledAt, settlement, wantedAt, wantedWords, refusedBecause } = row;
  const words = { settlement, wantedWords, refusedBecause };
  const isReissue = row.reissueOfId !== null;
  return {
    ...{ id, kind, text, dueAt, settledAt, wantedAt, isReissue },
    ...words,
    byName: askedBy?.name ?? "",
    standing: standingOf(row),
  };
}

function standingOf({ state, reissue, refusedAt, wantedAt }: Row): DutyStanding {
  if (state !== "expired") return state;
  if (reissue) return "reissued";
  return refusedAt ? "refused" : wantedAt ? "wanted" : "expired";
}

/** One of a ticket that the caller has locked, or not found. */
export async function requireDuty(tx: Tx, ticketId: number, id: number): Promise<Row> {
  const duty = await tx.duty.findFirst({ where: { id, ticketId }, include: shown });
  if (!duty) throw new NotFound();
  return duty;
}

export interface NewDuty {
  kind: DutyKind;
  text: string;
  dueAt: Date;
  reissueOfId?: number;
}

/** Asks for it, on a ticket that the caller has locked and changes then (see `dutyChange`). */
export function createDuty(tx: Tx, { id: askedById }: Viewer, { id: ticketId }: Ticket, duty: NewDuty): Promise<Duty> {
  const createdAt = new Date();
  const stepAt = nextStepAt({ createdAt, dueAt: duty.dueAt, halfRemindedAt: null, dayRemindedAt: null });
  return tx.duty.create({ data: { ...duty, ticketId, askedById, createdAt, stepAt } }).catch((error: unknown) => {
    throw asConflict(error);
  });
}

/** Settles it; what its ticket has to become then, `dutyChange` says. */
export const settle = (tx: Tx, { id }: Duty, data: Pick<Prisma.DutyUncheckedUpdateInput, "state" | "settlement">) =>
  tx.duty.update({ where: { id }, data: { ...data, settledAt: new Date(), stepAt: null } });

/** The open one with the soonest date. */
export const soonestDuty = (tx: Tx, ticketId: number) =>
  tx.duty.findFirst({ where: { ticketId, state: "open" }, orderBy: [{ dueAt: "asc" }, { id: "asc" }] });

/** What a ticket becomes that waits for its requester to do this. */
export const awaiting = ({ text, dueAt }: Pick<Duty, "text" | "dueAt">) =>
  ({
    state: "waiting_on_requester",
    waitingFor: text,
    waitingUntil: dueAt,
    remindersSent: 0,
  }) as const satisfies TicketChange;

/**
 * What a ticket becomes whose duties have changed: by when there is something to do for its requester; and where it waited for
 * the one that was settled, it waits for the next, or it is our turn.
 */
export async function dutyChange(tx: Tx, ticket: Ticket, settled: Duty | null = null): Promise<TicketChange> {
  const next = await soonestDuty(tx, ticket.id);
  const dutyUntil = next?.dueAt ?? null;
  if (!settled || !isAwaited(ticket, settled)) return { dutyUntil };
  return { dutyUntil, ...(next ? awaiting(next) : backToUs(ticket.state)) };
}

const isAwaited = ({ state, waitingFor, waitingUntil }: Ticket, { text, dueAt }: Duty) =>
  state === "waiting_on_requester" && waitingFor === text && waitingUntil?.getTime() === dueAt.getTime();

/** Whether its requester still has something to do, or waits for our word on a new date; the database asks the same. */
export async function hasOpenDuty(tx: Tx, ticketId: number): Promise<boolean> {
  const wanted = { state: "expired", wantedAt: { not: null }, refusedAt: null, reissue: null } as const;
  return (await tx.duty.count({ where: { ticketId, OR: [{ state: "open" }, wanted] } })) > 0;
}
