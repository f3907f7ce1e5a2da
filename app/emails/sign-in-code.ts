import type { Translate } from "../i18n/translate.ts";
import { composeMail } from "./layout.tsx";

/** The mail with a one-time code; `minutes` is how long it is good for. No link: a code is typed where it was asked for. */
export function signInCodeMail(
  t: Translate,
  { code, minutes, siteName }: { code: string; minutes: number; siteName: string },
) {
  return composeMail(t, {
    siteName,
    subject: t("mail.code.subject", { code, site: siteName }),
    heading: t("mail.code.heading"),
    code,
    paragraphs: [t("mail.code.minutes", { minutes }), t("mail.code.not_you")],
    reason: t("mail.code.reason", { site: siteName }),
  });
}
