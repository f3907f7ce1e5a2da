import type { Task } from "graphile-worker";
import { z } from "zod";
import { queueMail } from "../domain/events/mail.server.ts";
import { noticeWords } from "../domain/notifications/notice-words.ts";
import { addNotices, type Notice } from "../domain/notifications/notices.server.ts";
import { pathOf } from "../domain/notifications/notification.ts";
import { type Recipient, recipientsOf } from "../domain/notifications/recipients.server.ts";
import { siteSettings } from "../domain/settings/settings.server.ts";
import { isMailed, type MailedKind, noticeMail } from "../emails/notice.ts";
import type { Event } from "../generated/prisma/client.ts";
import { defaultLocale, isLocale } from "../i18n/locales.ts";
import { translator } from "../i18n/translate.ts";
import { prisma, type Tx, transaction } from "../platform/db.server.ts";
import { env } from "../platform/env.server.ts";

const payloadSchema = z.object({ eventId: z.coerce.bigint() });

/** So many people are told in one commit: a thread that a thousand follow holds no lock for long. */
const TOLD_AT_ONCE = 100;

/** Tells everybody whom an event concerns, in the app and by mail: once each, however often this runs. */
export const notify: Task = async (payload) => {
  const { eventId } = payloadSchema.parse(payload);
  const event = await prisma.event.findUnique({ where: { id: eventId } });
  if (!event) return;
  const { siteName } = await siteSettings();
  const recipients = await recipientsOf(event);
  for (let from = 0; from < recipients.length; from += TOLD_AT_ONCE) {
    await tell(event, recipients.slice(from, from + TOLD_AT_ONCE), siteName);
  }
};

function tell(event: Event, recipients: readonly Recipient[], siteName: string) {
  return transaction(async (tx) => {
    for (const notice of await addNotices(tx, event, recipients)) {
      if (isMailed(notice.kind)) await mail(tx, notice, notice.kind, siteName);
    }
  });
}

/** Who has no address, or is suspended, is told in the app only. */
async function mail(tx: Tx, notice: Notice, kind: MailedKind, siteName: string) {
  const { account, viewer, reason, subject } = notice;
  if (!account.email || viewer.isSuspended) return;
  const t = translator(isLocale(account.locale) ? account.locale : defaultLocale, viewer.timeZone);
  const url = new URL(pathOf(kind, notice, subject.answer?.slug ?? null), env.ORIGIN).href;
  const text = noticeMail(t, { kind, reason, siteName, url, ...noticeWords(kind, subject) });
  const dedupeKey = `${subject.event.id}:${account.id}`;
  await queueMail(tx, { accountId: account.id, to: account.email, dedupeKey, mail: text });
}
