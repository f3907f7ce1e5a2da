import { type EscalationPolicy, Prisma } from "../../generated/prisma/client.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { can } from "../permissions.ts";
import { defaultPolicy, type Policy, policySchema } from "../settings/policy.ts";

/** The rules a category goes by: its own, else those of all. */
export async function policyOf(tx: Tx, categoryId: number): Promise<Policy> {
  return chosenPolicy(await tx.$queryRaw<PolicyRow[]>`${policyRows(categoryId)}`, categoryId);
}

/** What decides which rules a category goes by, for a statement that reads it along with other things. */
export const policyRows = (categoryId: number) => Prisma.sql`
  SELECT "categoryId", rules FROM "EscalationPolicy"
  WHERE "isCurrent" AND coalesce("categoryId", 0) IN (0, ${categoryId})`;

export type PolicyRow = Pick<EscalationPolicy, "categoryId" | "rules">;

/** The rules of every category, for whoever goes through many threads. */
export async function policiesByCategory(tx: Tx): Promise<(categoryId: number) => Policy> {
  const rows = await tx.escalationPolicy.findMany({ where: { isCurrent: true } });
  const read = new Map<number, Policy>();
  return (categoryId) => {
    const policy = read.get(categoryId) ?? chosenPolicy(rows, categoryId);
    read.set(categoryId, policy);
    return policy;
  };
}

/** The category's own rules among these, else those of all. */
export function chosenPolicy(rows: readonly PolicyRow[], categoryId: number): Policy {
  const own = rows.find((row) => row.categoryId === categoryId && row.rules !== null);
  const ofAll = rows.find((row) => row.categoryId === null);
  return policySchema.parse((own ?? ofAll)?.rules ?? defaultPolicy);
}

/** A version of a policy, and who made it. */
export interface PolicyVersion {
  version: number;
  by: string | null;
  at: Date;
  /** Null: the category goes by the policy of all. */
  rules: Policy | null;
}

const VERSIONS = 20;

/** What held and holds for a category, or for all (null): newest first. For whoever may not change it, it is not there. */
export async function policyVersions(viewer: Viewer, categoryId: number | null): Promise<PolicyVersion[]> {
  requirePolicies(viewer);
  const rows = await prisma.escalationPolicy.findMany({
    where: { categoryId },
    orderBy: { version: "desc" },
    take: VERSIONS,
    include: { author: { select: { name: true } } },
  });
  return rows.map(({ version, author, createdAt, rules }) => ({
    version,
    by: author?.name ?? null,
    at: createdAt,
    rules: rules === null ? null : policySchema.parse(rules),
  }));
}

/** Which categories have a policy of their own. */
export async function categoriesWithPolicy(viewer: Viewer): Promise<Set<number>> {
  requirePolicies(viewer);
  const rows = await prisma.escalationPolicy.findMany({ where: { isCurrent: true, categoryId: { not: null } } });
  return new Set(rows.flatMap(({ categoryId, rules }) => (categoryId === null || rules === null ? [] : categoryId)));
}

interface Change {
  /** Null: of all categories that have none of their own. */
  categoryId: number | null;
  /** Null gives a category back to the policy of all. */
  rules: Policy | null;
  /** The version that was read; 0 when there was none. */
  seen: number;
}

/** Puts other rules in force; the clocks of waiting threads are asked anew. */
export async function changePolicy(viewer: Viewer, { categoryId, rules, seen }: Change): Promise<void> {
  requirePolicies(viewer);
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${POLICY_LOCK}, ${categoryId ?? 0})`;
    if (categoryId !== null && !(await tx.category.findUnique({ where: { id: categoryId } }))) throw new NotFound();
    const last = await tx.escalationPolicy.findFirst({ where: { categoryId }, orderBy: { version: "desc" } });
    if ((last?.version ?? 0) !== seen) throw new Conflict("policy_changed");
    if (rules === null && (categoryId === null || !last?.rules)) return;
    const version = seen + 1;
    await tx.escalationPolicy.updateMany({ where: { categoryId, isCurrent: true }, data: { isCurrent: false } });
    await tx.escalationPolicy.create({
      data: { categoryId, version, isCurrent: true, authorId: viewer.id, ...(rules ? { rules } : {}) },
    });
    await record(tx, viewer, "policy.changed", { data: { categoryId, version } });
  });
}

interface Restoring {
  categoryId: number | null;
  seen: number;
  /** 0: as the product comes. */
  version: number;
}

/** Puts the rules of an earlier version in force again, as another version: what a change did is undone with one press. */
export async function restorePolicy(viewer: Viewer, { categoryId, seen, version }: Restoring): Promise<void> {
  requirePolicies(viewer);
  const place = { categoryId, version };
  const earlier = version === 0 ? null : await prisma.escalationPolicy.findFirst({ where: place });
  if (version > 0 && !earlier) throw new NotFound();
  const asItComes = categoryId === null ? defaultPolicy : null;
  const rules = earlier?.rules ? policySchema.parse(earlier.rules) : asItComes;
  await changePolicy(viewer, { categoryId, seen, rules });
}

const POLICY_LOCK = 7_270_815;

function requirePolicies(viewer: Viewer) {
  if (!can(viewer, "policies.edit", null)) throw new NotFound();
}
