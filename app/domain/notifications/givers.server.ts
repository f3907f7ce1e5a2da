import { prisma } from "../../platform/db.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { rolesFor } from "../tickets/goodwill.server.ts";

/** Whoever may let so much goodwill out. */
export async function giversOf(amount: number) {
  const { goodwill } = await siteSettings();
  const role = { in: rolesFor(goodwill, amount) };
  const givers = await prisma.account.findMany({ where: { role }, select: { id: true } });
  return givers.map(({ id }) => ({ accountId: id, kind: "goodwill_wanted" as const, reason: "reviewer" as const }));
}
