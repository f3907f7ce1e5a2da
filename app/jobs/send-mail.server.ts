import type { Task } from "graphile-worker";
import { z } from "zod";
import { countBounce, forgetBounces, stoppedAmong } from "../domain/accounts/bounces.server.ts";
import { oneLine } from "../domain/events/mail.server.ts";
import type { Mail } from "../generated/prisma/client.ts";
import { addressRefusal } from "../platform/address-refusal.ts";
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
    if (!written || (await isStopped(mail, written)))
      await prisma.mail.update({ where: { id: mailId }, data: { cancelledAt: new Date() } });
    else if (written.restsUntil) await sendAt(mailId, written.restsUntil);
    else await handOver(mail, written, send);
  };
}

/** What somebody has asked for, a code or a link, is tried whatever came back before. */
const isStopped = async ({ kind }: Mail, { to }: Written) =>
  kind !== "plain" && (await stoppedAmong(prisma, [to])).has(to);

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
    if (await isRefusedForGood(id, to, error)) return;
    throw error;
  }
  await forgetBounces(prisma, to);
  const sent = { sentAt: new Date(), lastError: null };
  await prisma.mail.update({ where: { id }, data: { ...sent, ...forgotten(dedupeKey) } });
}

/** Where it is the address that is refused, that is counted; a refusal for good is the end of this mail. */
async function isRefusedForGood(id: number, to: string, error: unknown): Promise<boolean> {
  const refusal = addressRefusal(error);
  const isOver = refusal === "permanent";
  const data = { lastError: messageOf(error), ...(isOver ? { cancelledAt: new Date() } : {}) };
  await prisma.mail.update({ where: { id }, data });
  if (refusal) await countBounce(to, refusal);
  return isOver;
}

/** A secret link that has gone out is kept nowhere in clear. */
const forgotten = (dedupeKey: string) => (dedupeKey.startsWith("secret-link:") ? { text: "", html: "" } : {});

const ERROR_MAX = 500;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, ERROR_MAX);

/** Sends a mail of the outbox. */
export const sendMail: Task = mailSender(deliver);
