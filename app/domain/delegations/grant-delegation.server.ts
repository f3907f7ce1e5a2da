import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { DELEGATIONS_MAX } from "../accounts/acting.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { LINK_DAYS, notOver } from "./delegation.ts";
import type { GrantInput } from "./input.ts";

const DAY_MS = 86_400_000;
const GRANTS_LOCK = 7_270_854;

/** Lets somebody act for the viewer: whoever is handed the link, once they accept. The same form sent twice is one link. */
export async function grantDelegation(viewer: Viewer, input: GrantInput, now = new Date()): Promise<{ id: number }> {
  authorize(viewer, "delegation.grant", null);
  const { scopes, days } = input;
  const submissionKey = input.submissionKey && `${viewer.id}:${input.submissionKey}`;
  return transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${GRANTS_LOCK}, ${viewer.id})`;
    const earlier = submissionKey && (await tx.delegation.findUnique({ where: { submissionKey } }));
    if (earlier) return { id: earlier.id };
    await refuseMany(tx, viewer, now);
    const linkExpiresAt = new Date(now.getTime() + LINK_DAYS * DAY_MS);
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    const data = { principalId: viewer.id, scopes, linkExpiresAt, expiresAt, submissionKey };
    const { id } = await tx.delegation.create({ data, select: { id: true } });
    await record(tx, viewer, "delegation.granted", { accountId: viewer.id, data: { id, scopes } });
    return { id };
  });
}

async function refuseMany(tx: Tx, { id: principalId }: Viewer, now: Date) {
  if ((await tx.delegation.count({ where: { principalId, ...notOver(now) } })) >= DELEGATIONS_MAX)
    throw new Conflict("too_many_delegations", { most: DELEGATIONS_MAX });
}
