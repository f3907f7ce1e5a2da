import type { NoticeKind } from "../domain/notifications/notification.ts";
import type { Translate } from "../i18n/translate.ts";
import { composeMail } from "./layout.tsx";

interface Summary {
  siteName: string;
  lines: { kind: NoticeKind; title: string; actor: string; url: string }[];
  /** All there are, those that are not listed included. */
  count: number;
  more: number;
  /** Where they all are; addresses are absolute. */
  url: string;
  stopUrl: string;
  choicesUrl: string;
}

/** One mail for several notices: a line each, what it says stands behind its link. */
export function summaryMail(t: Translate, { siteName, lines, count, more, url, stopUrl, choicesUrl }: Summary) {
  return composeMail(t, {
    siteName,
    subject: t("mail.summary.subject", { count, site: siteName }),
    heading: t("mail.summary.heading", { count }),
    items: lines.map(({ kind, title, actor, url }) => ({ label: t(`notice.${kind}`, { title, actor }), url })),
    paragraphs: more > 0 ? [t("mail.summary.more", { count: more })] : [],
    links: [{ label: t("mail.summary.action"), url }],
    reason: t("mail.summary.reason"),
    stops: [
      { label: t("mail.stop.summary"), url: stopUrl },
      { label: t("mail.choices"), url: choicesUrl },
    ],
  });
}
