import type { Viewer } from "../../domain/accounts/viewer.ts";
import { listDelegations } from "../../domain/delegations/delegations.server.ts";
import { can } from "../../domain/permissions.ts";
import { env } from "../../platform/env.server.ts";

/** Who acts for the viewer, with the links that wait, and for whom the viewer acts. */
export async function loadDelegations(viewer: Viewer) {
  const { granted, held } = await listDelegations(viewer);
  const linkOf = (key: string) => new URL(`/delegations/acceptance?key=${key}`, env.ORIGIN).href;
  return {
    granted: granted.map(({ key, ...grant }) => ({ ...grant, link: key && linkOf(key) })),
    held: held.map(({ key: _, ...grant }) => ({ ...grant, link: null })),
    mayGrant: can(viewer, "delegation.grant", null),
    submissionKey: crypto.randomUUID(),
    now: new Date(),
  };
}
