import { createHmac, randomBytes } from "node:crypto";
import { prisma, read } from "../../platform/db.server.ts";

let known: { day: string; secret: Buffer } | undefined;

/** A keyed hash that nobody can make again, or trace back, once the day is over: its secret is destroyed then. */
export async function hashOfToday(...parts: readonly string[]): Promise<string> {
  const hash = createHmac("sha256", await secretOf(dayOf(new Date())));
  return hash.update(parts.join("\0")).digest("base64url").slice(0, 22);
}

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);

async function secretOf(day: string): Promise<Buffer> {
  if (known?.day === day) return known.secret;
  const [row] = await read<{ secret: Buffer }>("search secret", SECRET, [day, randomBytes(32)]);
  if (!row) throw new Error("The day's secret could not be read.");
  known = { day, secret: row.secret };
  return row.secret;
}

// Updating what another process has just inserted is what gives its secret back.
const SECRET = `INSERT INTO "SearchSecret" AS today (day, secret) VALUES ($1::date, $2)
  ON CONFLICT (day) DO UPDATE SET secret = today.secret RETURNING secret`;

/** Destroys the secrets of days that are over, here and in the database. */
export async function clearSecrets(now: Date) {
  const today = dayOf(now);
  if (known && known.day < today) known = undefined;
  await prisma.searchSecret.deleteMany({ where: { day: { lt: new Date(today) } } });
}
