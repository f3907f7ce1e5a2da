import type { z } from "zod";
import { transaction } from "../../platform/db.server.ts";
import { record } from "../events/record.server.ts";
import type { roleInput } from "./input.ts";
import { makeAccount } from "./sign-up.server.ts";
import { SYSTEM } from "./viewer.ts";

/** Gives a role to whoever has this address, from now on; makes their account when they have none. */
export async function giveRole({ email, name, role }: z.infer<typeof roleInput>): Promise<{ isNew: boolean }> {
  return transaction(async (tx) => {
    const made = await makeAccount(tx, { email, name: name || (email.split("@")[0] ?? email) }, "en", null);
    const account = await tx.account.update({ where: { email }, data: { role } });
    await record(tx, SYSTEM, "account.role_given", { accountId: account.id, data: { role } });
    return { isNew: made !== null };
  });
}
