import { prisma, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { can, isDesk, PRIVATE_VALUE_IS_SEEN, visible } from "../permissions.ts";
import { inLane } from "./keep-in-lane.server.ts";
import { placeOf } from "./keep-values.server.ts";
import type { PrivateKind } from "./private-value.ts";
import { open } from "./seal.server.ts";

/** A private field as its post shows it; id and mask only to whoever may ask for it. */
export interface ShownValue {
  kind: PrivateKind;
  number: number;
  id: number | null;
  mask: string | null;
}

/** For hot reads in SQL, as JSON: the private fields of the post whose alias is given. */
export const privateValuesOf = (post: "post" | "question") => `(
  SELECT coalesce(json_agg(json_build_object('kind', value.kind, 'number', value.number,
    'id', CASE WHEN ${PRIVATE_VALUE_IS_SEEN} THEN value.id END, 'mask', CASE WHEN ${PRIVATE_VALUE_IS_SEEN} THEN value.mask END)), '[]')
  FROM "PrivateValue" value WHERE value."postId" = ${post}.id)`;

/** Somebody has looked. */
export interface Look {
  id: number;
  by: string;
  isOwner: boolean;
  reason: string;
  at: Date;
}

const LOOKS_SHOWN = 100;

const WITH_LOOKS = {
  post: { select: { id: true, threadId: true, thread: { select: { title: true } } } },
  ticket: { select: { id: true, subject: true, requesterId: true } },
  identifier: { select: { name: true } },
  reveals: { include: { actor: { select: { name: true } } }, orderBy: { id: "desc" }, take: LOOKS_SHOWN },
} as const;

/** A private field with who has looked at it, or not found for whoever may not even see it masked. */
export async function requirePrivateValue(viewer: Viewer, id: number) {
  const row = await prisma.privateValue.findFirst({
    where: { AND: [{ id }, visible.privateValues(viewer)] },
    include: WITH_LOOKS,
  });
  if (!row || !can(viewer, "private_value.see", row)) throw new NotFound();
  return shown(viewer, row);
}

type Row = NonNullable<Awaited<ReturnType<typeof rowWithLooks>>>;
const rowWithLooks = (id: number) => prisma.privateValue.findUnique({ where: { id }, include: WITH_LOOKS });

function shown(viewer: Viewer, row: Row) {
  const { id, kind, mask, ownerId, ticketId, createdAt, erasedAt, identifier, reveals } = row;
  const isOwn = viewer.id !== NOBODY && ownerId === viewer.id;
  return {
    ...{ id, kind: kind as PrivateKind, mask, createdAt, erasedAt },
    name: identifier?.name ?? null,
    isOwn,
    mayReveal: erasedAt === null && can(viewer, "private_value.reveal", { ownerId, kind, ticketId }),
    stands: standsIn(viewer, row),
    looks: reveals.map(
      (look): Look => ({
        id: look.id,
        by: look.actor.name,
        isOwner: look.actorId === ownerId,
        reason: look.reason,
        at: look.createdAt,
      }),
    ),
  };
}
/** The page on which its placeholder is read. */
function standsIn(viewer: Viewer, { post, ticket }: Row) {
  const isAtDesk = isDesk(viewer) && viewer.id !== ticket?.requesterId;
  if (ticket) return { href: `${isAtDesk ? "/staff/tickets" : "/requests"}/${ticket.id}`, title: ticket.subject };
  return { href: `/posts/${post?.id ?? 0}`, title: post?.thread.title ?? "" };
}

export type PrivateValueView = ReturnType<typeof shown>;

/** A page of somebody's own. */
export const LISTED = 50;

/** What the viewer has moved into private fields, also as the nameless asker they were; the latest first. */
export async function listOwnPrivateValues(viewer: Viewer, before?: number): Promise<PrivateValueView[]> {
  if (viewer.id === NOBODY) return [];
  const rows = await prisma.privateValue.findMany({
    where: { OR: [{ ownerId: viewer.id }, { owner: { ownerId: viewer.id } }], id: before ? { lt: before } : undefined },
    include: WITH_LOOKS,
    orderBy: { id: "desc" },
    take: LISTED,
  });
  return rows.map((row) => ({ ...shown(viewer, row), isOwn: true }));
}

/** The fields that the placeholders of a ticket's private lane name, as the viewer may see them. */
export async function privateValuesOfLane(
  viewer: Viewer,
  lane: { id: number; requesterId: number },
): Promise<ShownValue[]> {
  const rows = await prisma.privateValue.findMany({
    where: { AND: [inLane(lane), visible.privateValues(viewer)] },
    select: { id: true, kind: true, number: true, mask: true },
    orderBy: { id: "asc" },
    take: LANE_MAX,
  });
  return rows.map((row) => ({ ...row, kind: row.kind as PrivateKind }));
}

/** The fields of several tickets, by ticket, as the viewer may see them. */
export async function privateValuesOfTickets(viewer: Viewer, ids: number[]): Promise<Map<number, ShownValue[]>> {
  const rows = await prisma.privateValue.findMany({
    where: { AND: [{ ticketId: { in: ids } }, visible.privateValues(viewer)] },
    select: { id: true, kind: true, number: true, mask: true, ticketId: true },
    orderBy: { id: "asc" },
    take: LANE_MAX,
  });
  const shownValues = rows.map(({ ticketId, ...row }) => ({
    ticketId,
    value: { ...row, kind: row.kind as PrivateKind },
  }));
  return new Map(ids.map((id) => [id, shownValues.flatMap(({ ticketId, value }) => (ticketId === id ? [value] : []))]));
}

/** More than any talk has had. */
const LANE_MAX = 500;

interface Requested {
  ticketId: number;
  requesterId: number;
  threadIds: readonly number[];
}

/** The requester's own private fields in a ticket and its threads; nobody else's. */
export async function privateValuesOfRequester(viewer: Viewer, { ticketId, requesterId, threadIds }: Requested) {
  const OR = [{ ticketId }, { post: { threadId: { in: [...threadIds] } } }];
  const where = { ownerId: requesterId, erasedAt: null, OR };
  const rows = await prisma.privateValue.findMany({
    where: { AND: [where, visible.privateValues(viewer)] },
    include: WITH_LOOKS,
    orderBy: { id: "asc" },
    take: LISTED,
  });
  return rows.map((row) => shown(viewer, row));
}

interface Cause {
  threadIds: readonly number[];
  ticketIds: readonly number[];
}

/** What stands in the private fields of these threads and tickets, for the finders of what is to be published: shown to nobody. */
export async function privateFieldsOf(db: Tx, { threadIds, ticketIds }: Cause): Promise<string[]> {
  const OR = [{ post: { threadId: { in: [...threadIds] } } }, { ticketId: { in: [...ticketIds] } }];
  const rows = await db.privateValue.findMany({
    where: { OR, sealed: { not: null } },
    select: { postId: true, ticketId: true, number: true, sealed: true },
    take: 500,
  });
  const values = await Promise.all(rows.map((row) => (row.sealed ? open(db, placeOf(row), row.sealed) : null)));
  return values.filter((value) => value !== null);
}
