import { CODE_MINUTES, type MailCode } from "../domain/accounts/sign-in-codes.server.ts";
import { queueMail } from "../domain/events/mail.server.ts";
import { siteSettings } from "../domain/settings/settings.server.ts";
import { isLocale } from "../i18n/locales.ts";
import { translator } from "../i18n/translate.ts";
import { signInCodeMail } from "./sign-in-code.ts";

/** Mails a sign-in code in the account's language. */
export const mailSignInCode: MailCode = async (tx, account, code) => {
  if (!account.email) return;
  const t = translator(isLocale(account.locale) ? account.locale : "en", account.timeZone ?? "UTC");
  const { siteName } = await siteSettings();
  const mail = signInCodeMail(t, { code, minutes: CODE_MINUTES, siteName });
  await queueMail(tx, { accountId: account.id, to: account.email, dedupeKey: `code:${account.id}:${Date.now()}:${code}`, mail });
};
