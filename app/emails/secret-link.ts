import type { Translate } from "../i18n/translate.ts";
import { composeMail } from "./layout.tsx";

/** The mail with the link to what somebody asked without an account. Nothing they wrote is in it: anybody may have typed the address. */
export function secretLinkMail(t: Translate, { url, siteName }: { url: string; siteName: string }) {
  return composeMail(t, {
    siteName,
    subject: t("mail.secret_link.subject", { site: siteName }),
    heading: t("mail.secret_link.heading"),
    paragraphs: [t("mail.secret_link.text"), t("mail.secret_link.not_you")],
    links: [{ label: t("mail.secret_link.open"), url }],
    reason: t("mail.secret_link.reason", { site: siteName }),
  });
}
