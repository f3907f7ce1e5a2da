import type { PromiseClaim } from "../../generated/prisma/client.ts";
import type { ClaimView } from "./lane.ts";

/** A claim as both sides of the lane read it. */
export function claimView(claim: PromiseClaim | null): ClaimView | null {
  if (!claim) return null;
  const { words, decidedAt, refusedBecause } = claim;
  return { words, refusedBecause, standing: !decidedAt ? "open" : refusedBecause ? "refused" : "accepted" };
}
