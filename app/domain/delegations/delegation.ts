import type { DelegationScope } from "../../generated/prisma/enums.ts";

/** What may be granted beside reading. Private values only where they are named. */
export const SCOPES: readonly DelegationScope[] = ["write", "confirm", "reveal"];

/** For how long somebody may act for another: a month, three, a year. */
export const GRANT_DAYS = ["30", "90", "365"] as const;
/** A link waits so long for whoever it is given to. */
export const LINK_DAYS = 7;

/** `pending`: the link waits; `held`: somebody acts by it; `over`: ended, run out, or never accepted. */
export type DelegationStanding = "pending" | "held" | "over";

interface Dates {
  linkExpiresAt: Date;
  acceptedAt: Date | null;
  expiresAt: Date;
  endedAt: Date | null;
}

/** How a grant stands at this moment. */
export function standingOf({ linkExpiresAt, acceptedAt, expiresAt, endedAt }: Dates, now: Date): DelegationStanding {
  if (endedAt || expiresAt <= now) return "over";
  if (acceptedAt) return "held";
  return linkExpiresAt > now ? "pending" : "over";
}

/** The same as a condition: those that hold or wait. */
export const notOver = (now: Date) => ({
  endedAt: null,
  expiresAt: { gt: now },
  OR: [{ acceptedAt: { not: null } }, { linkExpiresAt: { gt: now } }],
});

/** A grant as either of the two sees it. */
export interface DelegationView {
  id: number;
  /** The other person; null while nobody has accepted. */
  name: string | null;
  scopes: DelegationScope[];
  standing: DelegationStanding;
  linkExpiresAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  /** To be handed over while it is pending: for whoever grants alone. */
  key: string | null;
}
