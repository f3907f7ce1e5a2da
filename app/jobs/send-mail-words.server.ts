import { inTheirCase } from "../domain/accounts/nameless-asker.server.ts";
import type { MailText } from "../domain/events/mail.server.ts";
import { type MailSource, sourceOf, sourceText } from "../domain/notifications/mail-source.ts";
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
import { newsMail } from "../emails/news.ts";
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
  if (!only) return null;
  if (left.notices.length > 1) return isOfOneThread(left) ? writeNews(left, only) : writeSummary(left);
  const written = await writeNotice(left, only);
  const rests = only.mailAs === "alone" ? await restsUntil(only.kind, left.account.timeZone) : null;
  return written && { ...written, restsUntil: rests };
}

/** What the reader wants one by one is only put together where it is about one thread. */
const isOfOneThread = ({ notices }: Sendable) => notices.every(({ mailAs }) => mailAs === "alone");

const translatorOf = ({ account, viewer }: Sendable): Translate =>
  translator(isLocale(account.locale) ? account.locale : defaultLocale, viewer.timeZone);

async function writeNotice(left: Sendable, notice: MailedNotice): Promise<Written | null> {
  const { kind } = notice;
  const said = isMailed(kind) ? await wordsOf(left, notice) : null;
  if (!isMailed(kind) || !said) return null;
  const { siteName } = await siteSettings();
  const source = sourceOf(notice);
  const [stopUrl, muteUrl] = await stopsOf(left, source, notice);
  const reason = notice.reason as Reason;
  const solved = Number((notice.data as { of?: unknown }).of ?? 0);
  const mail = { kind, reason, solved, source, siteName, stopUrl, muteUrl, choicesUrl, url: said.url, ...said.words };
  const headers = { ...headersOf(listOf(notice, said.subject), stopUrl), ...threadingOf(notice) };
  return { ...noticeMail(translatorOf(left), mail), to: left.account.email, headers };
}

/** Two ways to end it: all that it comes from, and where that is more than its thread, this thread alone. */
async function stopsOf({ account }: Sendable, source: MailSource, { kind, threadId }: MailedNotice) {
  const isMore = source.kind !== "thread" && notices[kind].about === "thread";
  const thread: MailSource | null = isMore && threadId ? { kind: "thread", id: threadId } : null;
  const urlOf = (of: MailSource) => unsubscribeUrl({ accountId: account.id, source: of });
  return [await urlOf(source), thread && (await urlOf(thread))] as const;
}

/** What a notice says at this moment; null where its reader may not see what it is about any more, or where that is over. */
async function wordsOf(left: Sendable, notice: MailedNotice) {
  const event = await prisma.event.findUnique({ where: { id: notice.eventId } });
  if (!event) return null;
  const { kind } = notice;
  const subject = await loadSubject(prisma, event);
  const viewer = await inTheirCase(left.viewer, [subject.ticket?.requesterId, subject.thread?.authorId]);
  if (!seesSubject(viewer, kind, subject) || isMoot(kind, subject)) return null;
  const url = new URL(pathOf(kind, notice, subject.answer?.slug ?? null), env.ORIGIN).href;
  return { notice, subject, url, words: noticeWords(kind, subject) };
}

/** So many are quoted in one mail; the rest is on the page. */
const NEWS_MAX = 10;

async function writeNews(left: Sendable, first: MailedNotice): Promise<Written | null> {
  const titles = await titlesFor(left.viewer, left.notices);
  const visible = left.notices.filter(({ id }) => titles.has(id));
  const said = await Promise.all(visible.slice(0, NEWS_MAX).map((notice) => wordsOf(left, notice)));
  const seen = said.filter((one) => one !== null);
  const [only] = seen;
  if (!only) return null;
  if (seen.length === 1 && visible.length <= NEWS_MAX) return writeNotice(left, only.notice);
  const { siteName } = await siteSettings();
  const source = sharedSource(seen.map(({ notice }) => notice));
  const [stopUrl, muteUrl] = await stopsOf(left, source, first);
  const mail = newsMail(translatorOf(left), {
    ...{ siteName, source, stopUrl, muteUrl, choicesUrl, url: only.url, title: only.words.title },
    reason: only.notice.reason as Reason,
    items: seen.map(({ notice, url, words }) => ({ kind: notice.kind, url, ...words })),
    more: Math.max(0, visible.length - NEWS_MAX),
  });
  const headers = { ...headersOf(listOf(first, only.subject), stopUrl), ...threadingOf(first) };
  return { ...mail, to: left.account.email, headers };
}

/** What ends all of it with one click. */
function sharedSource(notices: readonly MailedNotice[]): MailSource {
  const sources = notices.map(sourceOf);
  const [first] = sources;
  const isOne = first && sources.every((source) => sourceText(source) === sourceText(first));
  return isOne ? first : { kind: "thread", id: notices[0]?.threadId ?? 0 };
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
  if (lines.length === 0) return null;
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
