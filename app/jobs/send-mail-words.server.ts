import { inTheirCase } from "../domain/accounts/nameless-asker.server.ts";
import type { MailText } from "../domain/events/mail.server.ts";
import { type MailSource, sourceOf } from "../domain/notifications/mail-source.ts";
import { restsUntil } from "../domain/notifications/night-rest.server.ts";
import { noticeWords } from "../domain/notifications/notice-words.ts";
import { isMoot, seesSubject } from "../domain/notifications/notices.server.ts";
import { notices, pathOf, type Reason } from "../domain/notifications/notification.ts";
import { actorsOf } from "../domain/notifications/notifications.server.ts";
import { type MailedNotice, type Sendable, sendable } from "../domain/notifications/sendable.server.ts";
import { loadSubject, type Subject } from "../domain/notifications/subject.server.ts";
import { titlesFor } from "../domain/notifications/titles.server.ts";
import { unsubscribeUrl } from "../domain/notifications/unsubscribe-link.server.ts";
import { siteSettings } from "../domain/settings/settings.server.ts";
import { isMailed, noticeMail } from "../emails/notice.ts";
import { summaryMail } from "../emails/summary.ts";
import type { Mail } from "../generated/prisma/client.ts";
import { defaultLocale, isLocale } from "../i18n/locales.ts";
import { type Translate, translator } from "../i18n/translate.ts";
import { prisma } from "../platform/db.server.ts";
import { env } from "../platform/env.server.ts";

/** A mail as it goes out: to whom, what it says, and what mail programs are told of it. */
export interface Written extends MailText {
  to: string;
  headers: Record<string, string>;
  /** It only nudges its reader, whose night it is. */
  restsUntil?: Date | null;
}

/** Programs must not answer programs (RFC 3834). */
const automatic = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/**
 * Writes a mail at the moment it is sent, from the rows as they are then and through its reader's permissions; null when
 * there is nothing left to say.
 */
export async function writeMail(mail: Mail): Promise<Written | null> {
  if (mail.kind === "plain") return { ...mail, headers: automatic };
  const left = await sendable(mail.id);
  if (!left) return null;
  const [only] = left.notices;
  if (mail.kind !== "notice" || !only) return writeSummary(left);
  const written = await writeNotice(left, only);
  return written && { ...written, restsUntil: await restsUntil(only.kind, left.account.timeZone) };
}

const translatorOf = ({ account, viewer }: Sendable): Translate =>
  translator(isLocale(account.locale) ? account.locale : defaultLocale, viewer.timeZone);

async function writeNotice(left: Sendable, notice: MailedNotice): Promise<Written | null> {
  const event = await prisma.event.findUnique({ where: { id: notice.eventId } });
  const { kind } = notice;
  if (!event || !isMailed(kind)) return null;
  const subject = await loadSubject(prisma, event);
  const viewer = await inTheirCase(left.viewer, [subject.ticket?.requesterId, subject.thread?.authorId]);
  if (!seesSubject(viewer, kind, subject) || isMoot(kind, subject)) return null;
  const { siteName } = await siteSettings();
  const source = sourceOf(notice);
  const stopUrl = await unsubscribeUrl({ accountId: left.account.id, source });
  const url = new URL(pathOf(kind, notice, subject.answer?.slug ?? null), env.ORIGIN).href;
  const reason = notice.reason as Reason;
  const solved = Number((notice.data as { of?: unknown }).of ?? 0);
  const words = { kind, reason, solved, source, siteName, url, stopUrl, choicesUrl, ...noticeWords(kind, subject) };
  const headers = { ...headersOf(listOf(notice, subject), stopUrl), ...threadingOf(notice) };
  return { ...noticeMail(translatorOf(left), words), to: left.account.email, headers };
}

/** More than so many lines nobody reads; the rest is where they all are. */
const LINES_MAX = 20;

async function writeSummary(left: Sendable): Promise<Written | null> {
  const [titles, actors] = await Promise.all([titlesFor(left.viewer, left.notices), actorsOf(left.notices)]);
  const lines = left.notices.flatMap((notice) => {
    const title = titles.get(notice.id);
    const url = new URL(`/notifications/${notice.id}`, env.ORIGIN).href;
    return title === undefined ? [] : [{ kind: notice.kind, title, actor: actors.get(notice.eventId) ?? "", url }];
  });
  const [only] = left.notices;
  if (lines.length === 0) return null;
  if (left.notices.length === 1 && only) return writeNotice(left, only);
  const { siteName } = await siteSettings();
  const source: MailSource = { kind: "summary" };
  const stopUrl = await unsubscribeUrl({ accountId: left.account.id, source });
  const more = lines.length - LINES_MAX;
  const mail = summaryMail(translatorOf(left), {
    siteName,
    lines: lines.slice(0, LINES_MAX),
    count: lines.length,
    more: Math.max(0, more),
    url: new URL("/notifications", env.ORIGIN).href,
    stopUrl,
    choicesUrl,
  });
  return { ...mail, to: left.account.email, headers: headersOf("summary", stopUrl) };
}

const choicesUrl = new URL("/notifications/preferences", env.ORIGIN).href;
const host = new URL(env.ORIGIN).hostname;

/** What mail programs sort by, and the one click that ends it (RFC 2919, 2369, 8058). */
function headersOf(list: string, stopUrl: string): Record<string, string> {
  return {
    ...automatic,
    "List-Id": `<${list}.${host}>`,
    "List-Unsubscribe": `<${stopUrl}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

function listOf({ kind }: MailedNotice, { thread }: Subject): string {
  const { about } = notices[kind];
  return about === "thread" ? `category-${thread?.categoryId}` : `${about}s`;
}

/** All mails of one thread, one request, one answer hang on the same first message, which nobody ever sent. */
function threadingOf(notice: MailedNotice): Record<string, string> {
  const { kind, threadId, ticketId, answerId, talkId, delegationId: grant } = notice;
  const ofTicket = { request: ticketId, ticket: ticketId, talk: talkId };
  const id = { thread: threadId, ...ofTicket, grant, answer: answerId, draft: answerId };
  const { about } = notices[kind];
  const root = `<${about}-${id[about]}@${host}>`;
  return { "In-Reply-To": root, References: root };
}
