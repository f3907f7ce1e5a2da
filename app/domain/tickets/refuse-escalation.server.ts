import type { Thread } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import type { Policy } from "../settings/policy.ts";
import { askerEscalatesFrom } from "./lane.server.ts";

const WEEK_MS = 7 * 86_400_000;

/** The community comes first: the asker's button works after some support hours. */
export async function refuseHaste(tx: Tx, { createdAt }: Thread, policy: Policy) {
  if ((await askerEscalatesFrom(createdAt, policy, tx)) === null) return;
  throw new Conflict("too_early_to_escalate", { hours: policy.askerAfterHours });
}

/** It was with staff, who answered in the thread, or it was taken back: not again at once. */
export function refuseHeld({ heldUntil }: Pick<Thread, "heldUntil">, now = new Date()) {
  if (heldUntil && heldUntil > now) throw new Conflict("escalation_held", { days: daysUntil(heldUntil, now) });
}

const daysUntil = (at: Date, now: Date) => Math.ceil((at.getTime() - now.getTime()) / 86_400_000);

/** So many questions of one person a week, whoever brings them for them; of two sent at once the second waits and is counted. */
export async function refuseTooMany(tx: Tx, viewer: Viewer, requesterId: number, policy: Policy, now = new Date()) {
  const { selfEscalationsAWeek, selfEscalationsAWeekExperts } = policy;
  const most = viewer.role === "expert" ? selfEscalationsAWeekExperts : selfEscalationsAWeek;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ESCALATIONS_LOCK}, ${requesterId})`;
  const since = new Date(now.getTime() - WEEK_MS);
  const where = { requesterId, trigger: "asker" as const, createdAt: { gt: since } };
  if ((await tx.ticket.count({ where })) >= most) throw new Conflict("too_many_escalations", { most });
}

const ESCALATIONS_LOCK = 7_270_816;
