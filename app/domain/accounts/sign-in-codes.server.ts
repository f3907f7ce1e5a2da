import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { prisma, transaction } from "../../platform/db.server.ts";
import { Invalid } from "../../platform/errors.ts";
import { addJob, record } from "../events/record.server.ts";
import { forgetBounces } from "./bounces.server.ts";
import { CODE_LENGTH, type codeInput } from "./input.ts";
import { viewerFrom } from "./viewer.ts";

export const CODE_MINUTES = 10;
const ATTEMPTS_MAX = 5;

/**
 * Mails a one-time code to whoever has this address. Says nothing of whether anybody has. Codes asked for earlier stop
 * working.
 */
export async function sendSignInCode(email: string): Promise<void> {
  await transaction(async (tx) => {
    const account = await tx.account.findUnique({ where: { email } });
    if (!account) return;
    const code = String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, "0");
    await tx.signInCode.updateMany({ where: { accountId: account.id, usedAt: null }, data: { usedAt: new Date() } });
    const expiresAt = new Date(Date.now() + CODE_MINUTES * 60_000);
    const data = { accountId: account.id, codeHash: hashOf(account.id, code), expiresAt };
    const { id } = await tx.signInCode.create({ data, select: { id: true } });
    await addJob(tx, "mail_sign_in_code", { signInCodeId: id, code }, `sign-in-code:${id}`);
  });
}

/** The account that the code opens, once. Every wrong, late, used or fifth try is told alike. */
export async function takeSignInCode({ email, code }: z.infer<typeof codeInput>): Promise<{ id: number }> {
  const account = await prisma.account.findUnique({ where: { email } });
  const isRight = account ? await tryCode(account.id, code) : false;
  if (!account || !isRight) throw new Invalid("wrong_code", { code: "wrong_code" });
  await transaction(async (tx) => {
    await tx.account.update({
      where: { id: account.id },
      data: { emailVerifiedAt: account.emailVerifiedAt ?? new Date() },
    });
    await forgetBounces(tx, email);
    await record(tx, viewerFrom(account), "account.signed_in", { accountId: account.id });
  });
  return { id: account.id };
}

/** Counts the try before it looks, so that tries made at once are counted each. */
async function tryCode(accountId: number, code: string): Promise<boolean> {
  const [row] = await prisma.$queryRaw<{ id: number; codeHash: string }[]>`
    UPDATE "SignInCode" SET attempts = attempts + 1
    WHERE "accountId" = ${accountId} AND "usedAt" IS NULL AND "expiresAt" > now() AND attempts < ${ATTEMPTS_MAX}
    RETURNING id, "codeHash"`;
  if (!row || !timingSafeEqual(Buffer.from(row.codeHash), Buffer.from(hashOf(accountId, code)))) return false;
  const used = await prisma.signInCode.updateMany({
    where: { id: row.id, usedAt: null },
    data: { usedAt: new Date() },
  });
  return used.count === 1;
}

const hashOf = (accountId: number, code: string) =>
  createHash("sha256").update(`${accountId}:${code}`).digest("base64url");
