import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { record } from "../events/record.server.ts";
import type { signUpInput } from "./input.ts";
import { viewerFrom } from "./viewer.ts";

/**
 * Makes an account without a password, which opens only by a code mailed to its address; an address that has one
 * already keeps it. The caller mails the code either way, so nobody learns which addresses are known.
 */
export async function signUp(input: z.infer<typeof signUpInput>, locale: string, timeZone: string): Promise<void> {
  await transaction((tx) => makeAccount(tx, input, locale, timeZone));
}

/** An account without a password; null when the address has one. */
export async function makeAccount(
  tx: Tx,
  { name, email }: z.infer<typeof signUpInput>,
  locale: string,
  timeZone: string | null,
) {
  // Sign-ups go one after another: two of one address, or of one name, find what the other made.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('sign_up', 0))`;
  if (await tx.account.findUnique({ where: { email }, select: { id: true } })) return null;
  const account = await tx.account.create({
    data: { name, email, handle: await freeHandle(tx, name), locale, timeZone },
  });
  await record(tx, viewerFrom(account), "account.created", { accountId: account.id });
  return account;
}

/** A short name for the profile's URL: `ana-petrova`, or with some letters more where that is taken. */
async function freeHandle(tx: Tx, name: string): Promise<string> {
  const plain =
    name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 30) || "member";
  const isTaken = await tx.account.findUnique({ where: { handle: plain }, select: { id: true } });
  return isTaken ? `${plain}-${randomBytes(3).toString("hex")}` : plain;
}
