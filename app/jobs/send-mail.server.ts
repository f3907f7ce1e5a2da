import type { Task } from "graphile-worker";
import { z } from "zod";
import { prisma } from "../platform/db.server.ts";
import { env } from "../platform/env.server.ts";
import { type Deliver, deliver } from "../platform/mailer.server.ts";

const payloadSchema = z.object({ mailId: z.number().int() });

/** Programs must not answer programs (RFC 3834). */
const headers = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/**
 * Hands one mail of the outbox to `send`. Until the server has taken it, it stays where it is, with what went wrong, and
 * the job is tried again later and later. A crash between "taken" and "noted" sends it once more under the same
 * Message-ID: SMTP knows no "exactly once", and a mail twice is better than none.
 */
export function mailSender(send: Deliver): Task {
  return async (payload) => {
    const { mailId } = payloadSchema.parse(payload);
    const mail = await prisma.mail.findUnique({ where: { id: mailId } });
    if (!mail || mail.sentAt) return;
    const { messageId, to, subject, text, html } = mail;
    await prisma.mail.update({ where: { id: mailId }, data: { attempts: { increment: 1 } } });
    try {
      await send({ messageId, from: env.MAIL_FROM, to, subject, text, html, headers });
    } catch (error) {
      await prisma.mail.update({ where: { id: mailId }, data: { lastError: messageOf(error) } });
      throw error;
    }
    await prisma.mail.update({ where: { id: mailId }, data: { sentAt: new Date(), lastError: null } });
  };
}

const ERROR_MAX = 500;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, ERROR_MAX);

/** Sends a mail of the outbox. Without an SMTP server the outbox is all there is: the mailbox for developers shows it. */
export const sendMail: Task = async (payload, helpers) => {
  if (deliver) await mailSender(deliver)(payload, helpers);
};
