import { prisma, type Tx } from "../../platform/db.server.ts";
import { Kept } from "../../platform/kept.server.ts";
import { type Settings, settingsSchema } from "./settings.ts";

const kept = new Kept(2_000, () => readSettings(prisma));

/**
 * The site's settings, at most two seconds old. Within a transaction, pass it: a second connection asked for while all
 * of the pool's are inside transactions would never come.
 */
export async function siteSettings(tx?: Tx): Promise<Settings> {
  if (!tx) return kept.get();
  const known = kept.known();
  if (known) return known;
  const settings = await readSettings(tx);
  kept.keep(settings);
  return settings;
}

async function readSettings(db: Tx): Promise<Settings> {
  const row = await db.site.findUnique({ where: { id: 1 } });
  return settingsSchema.parse(row?.settings ?? {});
}

/** Changes some settings; the others keep their values. */
export async function changeSettings(tx: Tx, changes: Partial<Settings>): Promise<Settings> {
  const row = await tx.site.findUniqueOrThrow({ where: { id: 1 } });
  const settings = settingsSchema.parse({ ...(row.settings as object), ...changes });
  await tx.site.update({ where: { id: 1 }, data: { settings } });
  kept.forget();
  return settings;
}
