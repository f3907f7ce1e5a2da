import type { DelegationScope } from "../../generated/prisma/enums.ts";
import type { Viewer } from "./viewer.ts";

/** Whether this person has granted the viewer to read for them, and with a scope that much more. */
export const actsFor = (viewer: Viewer, principalId: number, scope?: DelegationScope): boolean =>
  viewer.actsFor.some((one) => one.principalId === principalId && (scope === undefined || one.scopes.includes(scope)));

/** The ids of the viewer and of those they act for. */
export const themAndTheirs = (viewer: Viewer, scope?: DelegationScope): number[] => [
  viewer.id,
  ...viewer.actsFor.map(({ principalId }) => principalId).filter((id) => actsFor(viewer, id, scope)),
];

/** For more people at a time nobody acts, and by more nobody is stood for. */
export const DELEGATIONS_MAX = 20;

/** A grant that holds now; the alias of its row is `delegation`. */
export const IS_HELD = `delegation."acceptedAt" IS NOT NULL AND delegation."endedAt" IS NULL AND delegation."expiresAt" > now()`;

/** Whether this row of `Account` may act and be acted for: staff and who is suspended are not. */
export const IS_FREE = (account: "principal" | "delegate") =>
  `(${account}.role IN ('customer', 'expert') AND (${account}."suspendedUntil" IS NULL OR ${account}."suspendedUntil" <= now()))`;

/**
 * Those whom a row of `account` may act for, as JSON of `Acting`. Of somebody who joined the staff nothing is granted any more, and
 * for somebody suspended one may read alone: nobody does through another what they may not do themselves.
 */
export const ACTS_FOR = `(
  SELECT coalesce(json_agg(json_build_object('id', delegation.id, 'principalId', principal.id, 'principalName', principal.name,
    'scopes', CASE WHEN principal."suspendedUntil" > now() THEN '{}' ELSE delegation.scopes END) ORDER BY principal.name, delegation.id), '[]')
  FROM "Delegation" delegation JOIN "Account" principal ON principal.id = delegation."principalId"
  WHERE delegation."delegateId" = account.id AND ${IS_HELD} AND principal.role IN ('customer', 'expert'))`;
