import { giveRole } from "../domain/accounts/give-role.server.ts";
import { roleInput } from "../domain/accounts/input.ts";
import { Role } from "../generated/prisma/enums.ts";
import { StartupError } from "../platform/startup-error.ts";
import type { Command } from "./command.ts";

/** `npm run role -- EMAIL ROLE [NAME]`: how a community that is no demo gets its first admin, and its staff. */
export const command: Command = {
  summary: "EMAIL ROLE [NAME]: gives a role to whoever has this address, with an account if they have none",
  async run([email, role, ...name]) {
    const input = roleInput.safeParse({ email, role, name: name.join(" ") });
    if (!input.success)
      throw new StartupError(
        `npm run role -- EMAIL ROLE [NAME], where ROLE is one of ${Object.values(Role).join(", ")}`,
      );
    const { isNew } = await giveRole(input.data);
    console.log(
      `${input.data.email} is ${input.data.role} now${isNew ? ", with a new account: they sign in by a code in their mail" : ""}`,
    );
  },
};
