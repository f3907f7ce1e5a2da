import type { Task } from "graphile-worker";
import { z } from "zod";
import { CODE_MINUTES } from "../domain/accounts/sign-in-codes.server.ts";
import { queueMail } from "../domain/events/mail.server.ts";
import { siteSettings } from "../domain/settings/settings.server.ts";
import { signInCodeMail } from "../emails/sign-in-code.ts";
import { defaultLocale, isLocale } from "../i18n/locales.ts";
import { translator } from "../i18n/translate.ts";
import { prisma, transaction } from "../platform/db.server.ts";

const payloadSchema = z.object({ signInCodeId: z.number(), code: z.string() });

/** Mails a sign-in code in the account's language. The code itself lives only in this job and in the mail. */
export const mailSignInCode: Task = async (payload) => {
  const { signInCodeId, code } = payloadSchema.parse(payload);
  const row = await prisma.signInCode.findUnique({ where: { id: signInCodeId }, include: { account: true } });
  if (!row?.account.email || row.usedAt || row.expiresAt < new Date()) return;
  const { id, email, locale, timeZone } = row.account;
  const t = translator(isLocale(locale) ? locale : defaultLocale, timeZone ?? "UTC");
  const { siteName } = await siteSettings();
  const mail = signInCodeMail(t, { code, minutes: CODE_MINUTES, siteName });
  await transaction((tx) =>
    queueMail(tx, { accountId: id, to: email, dedupeKey: `sign-in-code:${signInCodeId}`, mail }),
  );
};
