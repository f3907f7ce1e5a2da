import { prisma, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { can, PRIVATE_VALUE_IS_SEEN, visible } from "../permissions.ts";
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
  const { id, kind, mask, ownerId, createdAt, erasedAt, post, identifier, reveals } = row;
  return {
    ...{ id, kind: kind as PrivateKind, mask, createdAt, erasedAt },
    name: identifier?.name ?? null,
    isOwn: viewer.id !== NOBODY && ownerId === viewer.id,
    mayReveal: erasedAt === null && can(viewer, "private_value.reveal", { ownerId, kind }),
    thread: { id: post.threadId, title: post.thread.title, postId: post.id },
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

/** The requester's own private fields in the threads of a ticket; nobody else's. */
export async function privateValuesOfRequester(viewer: Viewer, requesterId: number, threadIds: readonly number[]) {
  const where = { ownerId: requesterId, erasedAt: null, post: { threadId: { in: [...threadIds] } } };
  const rows = await prisma.privateValue.findMany({
    where: { AND: [where, visible.privateValues(viewer)] },
    include: WITH_LOOKS,
    orderBy: { id: "asc" },
    take: LISTED,
  });
  return rows.map((row) => shown(viewer, row));
}

/** What stands in the private fields of these threads, for the finders of what is to be published: shown to nobody. */
export async function privateFieldsOf(db: Tx, threadIds: readonly number[]): Promise<string[]> {
  const rows = await db.privateValue.findMany({
    where: { post: { threadId: { in: [...threadIds] } }, sealed: { not: null } },
    select: { postId: true, number: true, sealed: true },
    take: 500,
  });
  const values = await Promise.all(rows.map((row) => (row.sealed ? open(db, placeOf(row), row.sealed) : null)));
  return values.filter((value) => value !== null);
}
