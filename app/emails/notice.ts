import type { MailSource } from "../domain/notifications/mail-source.ts";
import { type NoticeKind, notices, type Reason } from "../domain/notifications/notification.ts";
import type { Translate } from "../i18n/translate.ts";
import { composeMail } from "./layout.tsx";

/** The kinds that are mailed: each has its subject, its sentence of what comes next, and the words on its button. */
export type MailedKind = {
  [K in NoticeKind]: (typeof notices)[K]["isMailed"] extends true ? K : never;
}[NoticeKind];

export const isMailed = (kind: NoticeKind): kind is MailedKind => notices[kind].isMailed;

interface NoticeMail {
  kind: MailedKind;
  reason: Reason;
  /** What it comes from, which its own link ends. */
  source: MailSource;
  siteName: string;
  title: string;
  actor: string;
  forName?: string;
  quote: string;
  until: Date | null;
  /** How many questions like it they solved, where that is why. */
  solved?: number;
  /** Addresses are absolute. */
  url: string;
  stopUrl: string;
  /** Ends the mail of this one thread, where what it comes from is more than that. */
  muteUrl: string | null;
  choicesUrl: string;
}

/** The mail that goes with a notice, in the reader's language and time zone. */
export function noticeMail(t: Translate, mail: NoticeMail) {
  const {
    kind,
    reason,
    source,
    siteName,
    title,
    actor,
    quote,
    until,
    solved = 0,
    url,
    stopUrl,
    muteUrl,
    choicesUrl,
  } = mail;
  const values = {
    title,
    actor: mail.forName ? t("acting.by_for", { by: actor, name: mail.forName }) : actor,
    site: siteName,
    solved,
    hasUntil: until ? "yes" : "no",
    until: until ? t.dateTime(until) : "",
  };
  return composeMail(t, {
    siteName,
    subject: t(`mail.${kind}.subject`, values),
    heading: t(`notice.${kind}`, values),
    quote,
    paragraphs: [t(`mail.${kind}.next`, values)].filter(Boolean),
    links: linksOf(t, kind, url),
    reason: t(`mail.reason.${reason}`, values),
    stops: [
      { label: t(`mail.stop.${source.kind === "group" ? source.group : source.kind}`), url: stopUrl },
      ...(muteUrl ? [{ label: t("mail.stop.thread"), url: muteUrl }] : []),
      { label: t("mail.choices"), url: choicesUrl },
    ],
  });
}

/**
 * Where it is asked how it went, the mail leads to the question. "Did it work?" opens the page with the question, it does not answer it: programs that look through mail for bad
 * links open every one of them.
 */
function linksOf(t: Translate, kind: MailedKind, url: string) {
  const read = { label: t(`mail.${kind}.action`), url };
  if (kind === "resolved") return [{ ...read, url: `${url}#write` }];
  if (kind !== "published" && kind !== "corrected") return [read];
  return [
    read,
    { label: t("mail.worked"), url: `${url}?said=worked#did-it-work` },
    { label: t("mail.didnt"), url: `${url}?said=didnt#did-it-work` },
  ];
}
