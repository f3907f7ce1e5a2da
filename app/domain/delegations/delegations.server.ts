import type { Prisma } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";
import { type DelegationView, notOver, standingOf } from "./delegation.ts";
import { delegationOfKey, keyOf } from "./link.server.ts";

/** Of those that are over no more are listed than these; the others are few, and are all there: each can be ended. */
const LISTED = 40;

const name = { select: { name: true } } as const;
const both = { principal: name, delegate: name } satisfies Prisma.DelegationInclude;
type Row = Prisma.DelegationGetPayload<{ include: typeof both }>;

/** Who may act for the viewer, and for whom the viewer may; what holds or waits comes first. */
export async function listDelegations(viewer: Viewer, now = new Date()) {
  if (viewer.id === NOBODY) throw new NotFound();
  const list = async (of: Prisma.DelegationWhereInput) => [
    ...(await newest({ AND: [of, notOver(now)] })),
    ...(await newest({ AND: [of, { NOT: notOver(now) }] }, LISTED)),
  ];
  const [granted, held] = await Promise.all([list({ principalId: viewer.id }), list({ delegateId: viewer.id })]);
  const grantedViews = granted.map(async (row) => {
    const view = viewOf(row, row.delegate?.name ?? null, now);
    return view.standing === "pending" ? { ...view, key: await keyOf(row.id) } : view;
  });
  return {
    granted: await Promise.all(grantedViews),
    held: held.map((row) => viewOf(row, row.principal.name, now)),
  };
}

const newest = (where: Prisma.DelegationWhereInput, take?: number) =>
  prisma.delegation.findMany({ where, include: both, orderBy: { id: "desc" }, take });

function viewOf(row: Row, other: string | null, now: Date): DelegationView {
  const { id, scopes, linkExpiresAt, expiresAt, endedAt } = row;
  return { id, name: other, scopes, standing: standingOf(row, now), linkExpiresAt, expiresAt, endedAt, key: null };
}

/** One that the viewer is part of, or not found. */
export async function requireDelegation(viewer: Viewer, id: number) {
  const grant = await prisma.delegation.findUnique({ where: { id } });
  if (!grant || !can(viewer, "delegation.end", grant)) throw new NotFound();
  return grant;
}

/** What a link offers, to whoever holds it: whom they would act for, and how far; or not found. */
export async function requireOffer(key: string, now = new Date()) {
  const id = await delegationOfKey(key);
  const row = id === null ? null : await prisma.delegation.findUnique({ where: { id }, include: both });
  if (!row) throw new NotFound();
  const { scopes, expiresAt, principalId } = row;
  return { principalId, name: row.principal.name, scopes, expiresAt, standing: standingOf(row, now) };
}
