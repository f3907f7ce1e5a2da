import type { z } from "zod";
import { prisma, transaction } from "../../platform/db.server.ts";
import { Invalid, NotFound } from "../../platform/errors.ts";
import { record } from "../events/record.server.ts";
import type { passwordInput, profileInput } from "./input.ts";
import { hashPassword, isPassword } from "./passwords.server.ts";
import { lucia } from "./sessions.server.ts";
import { isTimeZone } from "./time-zone.ts";
import type { Viewer } from "./viewer.ts";

/** What the viewer's own account page shows. */
export async function requireOwnAccount(viewer: Viewer) {
  const account = await prisma.account.findUnique({
    where: { id: viewer.id },
    include: { sessions: { orderBy: { createdAt: "desc" }, take: 20 } },
  });
  if (!account) throw new NotFound();
  const { name, handle, email, locale, timeZone, passwordHash, sessions } = account;
  return {
    name,
    handle,
    email,
    locale,
    timeZone,
    hasPassword: passwordHash !== null,
    sessions: sessions.map(({ createdAt, expiresAt, userAgent }) => ({ createdAt, expiresAt, userAgent })),
  };
}

/** Changes the viewer's name, language and time zone. */
export async function changeProfile(viewer: Viewer, input: z.infer<typeof profileInput>, locales: readonly string[]) {
  if (!locales.includes(input.locale)) throw new Invalid("invalid_form", { locale: "invalid_value" });
  if (!isTimeZone(input.timeZone)) throw new Invalid("invalid_form", { timeZone: "invalid_value" });
  await prisma.account.update({ where: { id: viewer.id }, data: input });
}

/** The language in which the viewer reads pages and mails from now on. */
export async function chooseLanguage(viewer: Viewer, locale: string): Promise<void> {
  await prisma.account.update({ where: { id: viewer.id }, data: { locale } });
}

/** Sets or changes the viewer's password and ends every other session. The caller opens a new one for this browser. */
export async function changePassword(viewer: Viewer, input: z.infer<typeof passwordInput>): Promise<void> {
  const account = await prisma.account.findUniqueOrThrow({ where: { id: viewer.id } });
  if (account.passwordHash && !(await isPassword(account.passwordHash, input.present))) {
    throw new Invalid("invalid_form", { present: "wrong_password" });
  }
  await prisma.account.update({ where: { id: viewer.id }, data: { passwordHash: await hashPassword(input.password) } });
  await signOutEverywhere(viewer);
}

/** Ends all of the viewer's sessions, in every browser. */
export async function signOutEverywhere(viewer: Viewer): Promise<void> {
  await lucia.invalidateUserSessions(viewer.id);
  await transaction((tx) => record(tx, viewer, "account.signed_out_everywhere", { accountId: viewer.id }));
}
