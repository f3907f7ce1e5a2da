import type { MailSource } from "../domain/notifications/mail-source.ts";
import type { NoticeKind, Reason } from "../domain/notifications/notification.ts";
import type { Translate } from "../i18n/translate.ts";
import { composeMail } from "./layout.tsx";

interface News {
  siteName: string;
  title: string;
  reason: Reason;
  /** What all of it comes from, which its own link ends. */
  source: MailSource;
  items: { kind: NoticeKind; title: string; actor: string; quote: string; url: string }[];
  /** What is new beside those. */
  more: number;
  /** The thread's; addresses are absolute. */
  url: string;
  stopUrl: string;
  /** Ends the mail of this one thread, where what it comes from is more than that. */
  muteUrl: string | null;
  choicesUrl: string;
}

/** One mail for what is new in one thread, each piece with its words. */
export function newsMail(t: Translate, { siteName, title, reason, source, items, more, url, ...links }: News) {
  const count = items.length + more;
  return composeMail(t, {
    siteName,
    subject: t("mail.news.subject", { count, title }),
    heading: t("notifications.news", { count, title }),
    items: items.map(({ kind, title, actor, quote, url }) => ({
      label: t(`notice.${kind}`, { title, actor }),
      quote,
      url,
    })),
    paragraphs: more > 0 ? [t("mail.news.more", { count: more })] : [],
    links: [{ label: t("mail.reply.action"), url }],
    reason: t(`mail.reason.${reason}`, { solved: 0 }),
    stops: [
      { label: t(`mail.stop.${source.kind === "group" ? source.group : source.kind}`), url: links.stopUrl },
      ...(links.muteUrl ? [{ label: t("mail.stop.thread"), url: links.muteUrl }] : []),
      { label: t("mail.choices"), url: links.choicesUrl },
    ],
  });
}
