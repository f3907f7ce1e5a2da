import type { PromiseClaim } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { ClaimView } from "./lane.ts";

/** A claim as both sides of the lane read it. */
export function claimView(claim: PromiseClaim | null): ClaimView | null {
  if (!claim) return null;
  const { words, decidedAt, refusedBecause } = claim;
  return { words, refusedBecause, standing: !decidedAt ? "open" : refusedBecause ? "refused" : "accepted" };
}

/** What became of an open claim, on a ticket that the caller has locked: a promise, or why it was none. */
export async function decideClaim(
  tx: Tx,
  { id: decidedById }: Viewer,
  responseId: number,
  outcome: { promiseId: number } | { refusedBecause: string },
): Promise<void> {
  await tx.promiseClaim.update({ where: { responseId }, data: { decidedAt: new Date(), decidedById, ...outcome } });
}
