import type { Task } from "graphile-worker";
import { z } from "zod";
import { oneLine } from "../domain/events/mail.server.ts";
import type { Mail } from "../generated/prisma/client.ts";
import { prisma } from "../platform/db.server.ts";
import { env } from "../platform/env.server.ts";
import { type Deliver, deliver } from "../platform/mailer.server.ts";
import { type Written, writeMail } from "./send-mail-words.server.ts";

const payloadSchema = z.object({ mailId: z.number().int() });

/**
 * Writes one mail of the outbox and hands it to `send`. Until the server has taken it, it stays where it is, with what
 * went wrong, and the job is tried again later and later, writing it anew: what was read, muted or closed meanwhile is
 * in it no more. A crash between "taken" and "noted" sends it once more under the same Message-ID: SMTP knows no
 * "exactly once", and a mail twice is better than none. Without an SMTP server the outbox is all there is: the mailbox
 * for developers shows it.
 */
export function mailSender(send: Deliver | undefined): Task {
  return async (payload) => {
    const { mailId } = payloadSchema.parse(payload);
    const mail = await prisma.mail.findUnique({ where: { id: mailId } });
    if (!mail || mail.sentAt || mail.cancelledAt) return;
    const written = await writeMail(mail);
    if (!written) await prisma.mail.update({ where: { id: mailId }, data: { cancelledAt: new Date() } });
    else if (written.restsUntil) await sendAt(mailId, written.restsUntil);
    else await handOver(mail, written, send);
  };
}

async function sendAt(mailId: number, at: Date) {
  await prisma.$queryRaw`
    SELECT count(graphile_worker.add_job('send_mail', payload := json_build_object('mailId', ${mailId}::int),
      job_key := 'mail:' || ${mailId}::int, run_at := ${at}, max_attempts := 25))`;
}

async function handOver({ id, messageId, dedupeKey }: Mail, written: Written, send: Deliver | undefined) {
  const { to, headers, text, html } = written;
  const subject = oneLine(written.subject);
  const attempts = send ? { increment: 1 } : undefined;
  await prisma.mail.update({ where: { id }, data: { to, subject, text, html, attempts } });
  if (!send) return;
  try {
    await send({ messageId, from: env.MAIL_FROM, to, subject, text, html, headers });
  } catch (error) {
    await prisma.mail.update({ where: { id }, data: { lastError: messageOf(error) } });
    throw error;
  }
  const sent = { sentAt: new Date(), lastError: null };
  await prisma.mail.update({ where: { id }, data: { ...sent, ...forgotten(dedupeKey) } });
}

/** A secret link that has gone out is kept nowhere in clear. */
const forgotten = (dedupeKey: string) => (dedupeKey.startsWith("secret-link:") ? { text: "", html: "" } : {});

const ERROR_MAX = 500;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, ERROR_MAX);

/** Sends a mail of the outbox. */
export const sendMail: Task = mailSender(deliver);
