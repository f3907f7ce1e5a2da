import { prisma, type Tx } from "../../platform/db.server.ts";
import { BOUNCES_FORGOTTEN_DAYS, BOUNCES_MAX } from "./bounces.ts";

const POINTS = { permanent: 2, temporary: 1 };
const DAY = 86_400_000;

/** Counts that the mail server refused this address, for good or, once a day, for now. */
export async function countBounce(address: string, refusal: keyof typeof POINTS, now = new Date()): Promise<void> {
  const points = POINTS[refusal];
  const softAt = refusal === "temporary" ? now : null;
  const forgotten = new Date(now.getTime() - BOUNCES_FORGOTTEN_DAYS * DAY);
  await prisma.$executeRaw`
    INSERT INTO "BouncedAddress" AS known (address, score, "softAt", "lastAt") VALUES (${address}, ${points}, ${softAt}, ${now})
    ON CONFLICT (address) DO UPDATE SET
      score = CASE WHEN known."lastAt" < ${forgotten} THEN 0 ELSE known.score END + excluded.score,
      "softAt" = coalesce(excluded."softAt", known."softAt"), "lastAt" = excluded."lastAt"
    WHERE excluded."softAt" IS NULL OR known."softAt" IS NULL OR known."softAt" <= ${new Date(now.getTime() - DAY)}`;
}

/** The address takes mail, or its owner has shown that they read it. */
export async function forgetBounces(tx: Tx, address: string): Promise<void> {
  await tx.bouncedAddress.deleteMany({ where: { address } });
}

const isStopped = (now = new Date()) => {
  const lastAt = { gt: new Date(now.getTime() - BOUNCES_FORGOTTEN_DAYS * DAY) };
  return { score: { gte: BOUNCES_MAX }, lastAt };
};

/** Those of the addresses that nothing is mailed to but what somebody asks for. */
export async function stoppedAmong(tx: Tx, addresses: readonly string[]): Promise<Set<string>> {
  const where = { ...isStopped(), address: { in: [...addresses] } };
  const rows = await tx.bouncedAddress.findMany({ where, select: { address: true } });
  return new Set(rows.map(({ address }) => address));
}

/** How many there are. */
export const countStopped = () => prisma.bouncedAddress.count({ where: isStopped() });

/** Lets mail go to the address of this account again; one refusal for good stops it anew. */
export async function tryAddressAgain(accountId: number): Promise<void> {
  const account = await prisma.account.findUniqueOrThrow({ where: { id: accountId }, select: { email: true } });
  const where = { address: account.email ?? "", score: { gte: BOUNCES_MAX } };
  await prisma.bouncedAddress.updateMany({ where, data: { score: BOUNCES_MAX - POINTS.permanent } });
}

/** Forgets what was refused long ago. */
export async function clearBounces(now: Date): Promise<void> {
  const lastAt = { lt: new Date(now.getTime() - BOUNCES_FORGOTTEN_DAYS * DAY) };
  await prisma.bouncedAddress.deleteMany({ where: { lastAt } });
}
