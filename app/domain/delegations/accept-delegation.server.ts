import type { Delegation } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import { DELEGATIONS_MAX } from "../accounts/acting.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { delegationOfKey } from "./link.server.ts";

const HELD_LOCK = 7_270_855;

/**
 * The viewer acts for whoever has granted it from now on. The link works once: of two who press at once the row's lock lets one
 * through. An earlier grant between the same two ends, so that what was granted last is what holds.
 */
export async function acceptDelegation(viewer: Viewer, key: string, now = new Date()): Promise<void> {
  const id = await delegationOfKey(key);
  if (id === null) throw new NotFound();
  await transaction(async (tx) => {
    // Before the row: two links accepted at once are counted one after the other.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${HELD_LOCK}, ${viewer.id})`;
    await tx.$queryRaw`SELECT FROM "Delegation" WHERE id = ${id} FOR UPDATE`;
    const grant = await tx.delegation.findUnique({ where: { id } });
    if (!grant) throw new NotFound();
    if (viewer.kind === "staff") throw new Conflict("delegation_staff");
    authorize(viewer, "delegation.grant", null);
    if (isHeldBy(grant, viewer)) return;
    refuse(grant, viewer, now);
    await makeRoom(tx, viewer, grant.principalId, now);
    await tx.delegation.update({ where: { id }, data: { delegateId: viewer.id, acceptedAt: now } });
    await record(tx, viewer, "delegation.accepted", { accountId: grant.principalId, data: { id } });
  });
}

const isHeldBy = ({ delegateId, endedAt }: Delegation, viewer: Viewer) => delegateId === viewer.id && endedAt === null;

function refuse({ principalId, acceptedAt, endedAt, linkExpiresAt }: Delegation, viewer: Viewer, now: Date) {
  if (principalId === viewer.id) throw new Conflict("delegation_self");
  if (acceptedAt) throw new Conflict("delegation_used");
  if (endedAt || linkExpiresAt <= now) throw new Conflict("delegation_over");
}

async function makeRoom(tx: Tx, viewer: Viewer, principalId: number, now: Date) {
  const held = { delegateId: viewer.id, endedAt: null, expiresAt: { gt: now } };
  await tx.delegation.updateMany({ where: { ...held, principalId }, data: { endedAt: now, endedById: viewer.id } });
  if ((await tx.delegation.count({ where: held })) >= DELEGATIONS_MAX)
    throw new Conflict("too_many_delegations", { most: DELEGATIONS_MAX });
}
