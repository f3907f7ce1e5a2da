import type { DelegationScope } from "../../generated/prisma/enums.ts";
import { read, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { ACTS_FOR, IS_FREE, IS_HELD } from "./acting.ts";
import type { Acting, Viewer } from "./viewer.ts";

/** Whose words are written, and by whom for them. */
export interface Speaker {
  authorId: number;
  byId: number | null;
}

/** The viewer for themselves. */
export const asThemselves = (viewer: Viewer): Speaker => ({ authorId: viewer.id, byId: null });

/** The grant by which the viewer acts for this person; undefined for themselves, for staff, and without one. */
export const actingFor = (viewer: Viewer, principalId: number): Acting | undefined =>
  viewer.id === principalId ? undefined : viewer.actsFor.find((acting) => acting.principalId === principalId);

/** Says in an event for whom it was done: who did it stands there already. */
export function forWhom(viewer: Viewer, principalId: number): { forId?: number } {
  return actingFor(viewer, principalId) ? { forId: principalId } : {};
}

/** The grants of an account as they are now, for what is done outside a request of theirs. */
export async function actsForOf(accountId: number): Promise<Acting[]> {
  const sql = `SELECT ${ACTS_FOR} AS "actsFor" FROM "Account" account WHERE id = $1`;
  const [row] = await read<{ actsFor: Acting[] }>("acting.of", sql, [accountId]);
  return row?.actsFor ?? [];
}

/**
 * Holds on to the grant until the transaction ends, or not found when it has ended: what is begun under a grant is never written
 * after it.
 */
export async function holdGrant(
  tx: Tx,
  { id, principalId }: Acting,
  scope?: DelegationScope,
): Promise<Speaker & { byId: number }> {
  const held = await tx.$queryRawUnsafe<{ delegateId: number }[]>(HOLD, id, principalId, scope ?? null);
  if (!held[0]) throw new NotFound();
  return { authorId: principalId, byId: held[0].delegateId };
}

/** The same for whoever acts for this person; nothing to hold for anybody else. */
export async function holdIfActing(
  tx: Tx,
  viewer: Viewer,
  principalId: number,
  scope?: DelegationScope,
): Promise<void> {
  const acting = actingFor(viewer, principalId);
  if (acting) await holdGrant(tx, acting, scope);
}

// The same rule as ACTS_FOR's, at this moment: of two who may do nothing themselves neither does it through the other.
const HOLD = `SELECT "delegateId" FROM "Delegation" delegation
  JOIN "Account" principal ON principal.id = delegation."principalId"
  JOIN "Account" delegate ON delegate.id = delegation."delegateId"
  WHERE delegation.id = $1 AND "principalId" = $2 AND ${IS_HELD} AND ($3::text IS NULL OR $3 = ANY (scopes::text[]))
    AND ${IS_FREE("principal")} AND ${IS_FREE("delegate")}
  FOR SHARE OF delegation`;

/** Who speaks in what belongs to this person: whoever may write for them does, everybody else for themselves. */
export async function speakerIn(tx: Tx, viewer: Viewer, ownerId: number): Promise<Speaker> {
  const acting = actingFor(viewer, ownerId);
  return acting?.scopes.includes("write") ? holdGrant(tx, acting, "write") : asThemselves(viewer);
}

/** Everybody who may act for this person, read or more, as it stands now. */
export async function delegatesOf(principalId: number): Promise<number[]> {
  const sql = `SELECT "delegateId" AS id FROM "Delegation" delegation WHERE "principalId" = $1 AND ${IS_HELD}`;
  return (await read<{ id: number }>("acting.delegates", sql, [principalId])).map(({ id }) => id);
}
