import type { z } from "zod";
import { prisma, transaction } from "../../platform/db.server.ts";
import { Invalid } from "../../platform/errors.ts";
import { record } from "../events/record.server.ts";
import type { signInInput } from "./input.ts";
import { isPassword } from "./passwords.server.ts";
import { viewerFrom } from "./viewer.ts";

/** The account that this address and password open. A wrong one of either is told alike. */
export async function signIn(input: z.infer<typeof signInInput>): Promise<{ id: number }> {
  const account = await prisma.account.findUnique({ where: { email: input.email } });
  if (!(await isPassword(account?.passwordHash, input.password)) || !account) throw new Invalid("wrong_sign_in");
  await transaction((tx) => record(tx, viewerFrom(account), "account.signed_in", { accountId: account.id }));
  return { id: account.id };
}
