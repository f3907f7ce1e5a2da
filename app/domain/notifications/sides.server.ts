import type { Event } from "../../generated/prisma/client.ts";
import type { Role } from "../../generated/prisma/enums.ts";
import { prisma } from "../../platform/db.server.ts";
import { delegatesOf } from "../accounts/acting.server.ts";
import { DESK_ROLES } from "../accounts/viewer.ts";
import type { NoticeKind, Reason } from "./notification.ts";

/** Somebody to be told, of what, and why. Whether they may see it is asked later, of each alike. */
export interface Recipient {
  accountId: number;
  kind: NoticeKind;
  reason: Reason;
  /** Of an answer: the thread it was linked to for this person. */
  threadId?: number;
  /** The category or tag they follow. */
  of?: number;
  /** Listed in the app, not mailed. */
  isQuiet?: boolean;
}

/** What an event says; each of it may be missing. */
export const dataOf = ({ data }: Event) => (data ?? {}) as Partial<Record<Said, unknown>>;
type Said =
  | "to"
  | "toId"
  | "amount"
  | "assigneeId"
  | "percent"
  | "until"
  | "appealId"
  | "dutyId"
  | "talkId"
  | "calledIds";

const ticketOf = ({ ticketId }: Event) => prisma.ticket.findUnique({ where: { id: ticketId ?? 0 } });

/** Who asked, and who acts for them. */
export async function requesterOf(event: Event, kind: NoticeKind): Promise<Recipient[]> {
  const ticket = await ticketOf(event);
  if (!ticket) return [];
  const delegates = await delegatesOf(ticket.requesterId);
  return [
    { accountId: ticket.requesterId, kind, reason: "requester" },
    ...delegates.map((accountId): Recipient => ({ accountId, kind, reason: "delegate" })),
  ];
}

/** Whoever has the ticket. */
export async function assigneeOf(event: Event, kind: NoticeKind): Promise<Recipient[]> {
  const ticket = await ticketOf(event);
  return ticket?.assigneeId ? [{ accountId: ticket.assigneeId, kind, reason: "assignee" }] : [];
}

/** Whoever has the ticket; while nobody has, those who spread the work. */
export async function keepersOf(event: Event, kind: NoticeKind): Promise<Recipient[]> {
  const assignee = await assigneeOf(event, kind);
  if (assignee.length > 0) return assignee;
  const leads = await accountsOf(["lead"]);
  const keepers = leads.length > 0 ? leads : await accountsOf(DESK_ROLES);
  return keepers.map(({ id }) => ({ accountId: id, kind, reason: "desk" }));
}

/** Everybody with one of these roles. */
export const accountsOf = (roles: readonly Role[]) =>
  prisma.account.findMany({ where: { role: { in: [...roles] } }, select: { id: true } });
