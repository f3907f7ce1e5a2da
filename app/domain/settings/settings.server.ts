import { prisma, type Tx } from "../../platform/db.server.ts";
import { type Settings, settingsSchema } from "./settings.ts";

const KEPT_MS = 2_000;
let kept: { settings: Settings; until: number } | undefined;

/**
 * The site's settings, at most two seconds old. Within a transaction, pass it: a second connection asked for while all
 * of the pool's are inside transactions would never come.
 */
export async function siteSettings(tx: Tx = prisma): Promise<Settings> {
  if (kept && kept.until > performance.now()) return kept.settings;
  const row = await tx.site.findUnique({ where: { id: 1 } });
  const settings = settingsSchema.parse(row?.settings ?? {});
  kept = { settings, until: performance.now() + KEPT_MS };
  return settings;
}

/** Changes some settings; the others keep their values. */
export async function changeSettings(tx: Tx, changes: Partial<Settings>): Promise<Settings> {
  const row = await tx.site.findUniqueOrThrow({ where: { id: 1 } });
  const settings = settingsSchema.parse({ ...(row.settings as object), ...changes });
  await tx.site.update({ where: { id: 1 }, data: { settings } });
  kept = undefined;
  return settings;
}
