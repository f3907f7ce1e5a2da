import type { Role } from "../../generated/prisma/enums.ts";
import type { prisma, Tx } from "../../platform/db.server.ts";
import { Conflict, Forbidden, Invalid } from "../../platform/errors.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Whether this viewer may pass this text: `yes`; `own`, they wrote in it and somebody else can read it; `alone`, they
 * wrote in it and there is nobody else, so they wait and read again.
 */
export type Standing = "yes" | "own" | "alone";

/** How the viewer stands to a text by these writers, as accounts are now; `roles` may pass such texts. */
export async function standingTo(
  db: Tx | typeof prisma,
  viewer: Viewer,
  writers: ReadonlySet<number>,
  roles: readonly Role[],
): Promise<Standing> {
  if (!writers.has(viewer.id)) return "yes";
  const others = await db.account.count({
    where: {
      role: { in: [...roles] },
      id: { notIn: [...writers] },
      OR: [{ suspendedUntil: null }, { suspendedUntil: { lte: new Date() } }],
    },
  });
  return others > 0 ? "own" : "alone";
}

/** When a writer may pass their own text, there being nobody else; `submittedAt` is when they last let go of it. */
export function mayPassOwnFrom(submittedAt: Date, waitMinutes: number): Date {
  return new Date(submittedAt.getTime() + waitMinutes * 60_000);
}

interface Passing {
  standing: Standing;
  submittedAt: Date | null;
  waitMinutes: number;
  hasReread: boolean;
}

/** Nobody lets their own words pass; who is alone waits, so as to read them with other eyes. */
export function refuseOwnText({ standing, submittedAt, waitMinutes, hasReread }: Passing): void {
  if (standing === "yes") return;
  if (standing === "own") throw new Forbidden("review_own_text");
  const from = mayPassOwnFrom(submittedAt ?? new Date(), waitMinutes);
  const wait = Math.ceil((from.getTime() - Date.now()) / 60_000);
  if (wait > 0) throw new Conflict("review_too_early", { minutes: wait });
  if (!hasReread) throw new Invalid("invalid_form", { hasReread: "required" });
}
