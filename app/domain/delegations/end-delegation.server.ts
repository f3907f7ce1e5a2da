import { transaction } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { can } from "../permissions.ts";

/**
 * Either of the two ends it, at once: the next request of whoever acted is their own again, what they are writing under it is not
 * written, and pages of theirs that are open look again.
 */
export async function endDelegation(viewer: Viewer, id: number): Promise<void> {
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM "Delegation" WHERE id = ${id} FOR UPDATE`;
    const grant = await tx.delegation.findUnique({ where: { id } });
    if (!grant || !can(viewer, "delegation.end", grant)) throw new NotFound();
    if (grant.endedAt) return;
    await tx.delegation.update({ where: { id }, data: { endedAt: new Date(), endedById: viewer.id } });
    const { principalId, delegateId } = grant;
    const accountId = viewer.id === principalId ? (delegateId ?? principalId) : principalId;
    await record(tx, viewer, "delegation.ended", { accountId, data: { id } });
    if (delegateId) await tx.$executeRaw`SELECT pg_notify('inbox', ${String(delegateId)})`;
  });
}
