import { createHash } from "node:crypto";
import type { Tx } from "../../platform/db.server.ts";
import { env } from "../../platform/env.server.ts";
import { addJob } from "./record.server.ts";

/** A mail as its reader gets it: both parts say the same. */
export interface MailText {
  subject: string;
  text: string;
  html: string;
}

interface OutgoingMail {
  accountId?: number;
  to: string;
  /** The same occasion never makes two mails. */
  dedupeKey: string;
  mail: MailText;
}

/**
 * Puts a mail into the outbox and queues its sending, inside the caller's transaction: what is rolled back is never
 * sent. False when this occasion has its mail already.
 */
export async function queueMail(tx: Tx, { accountId, to, dedupeKey, mail }: OutgoingMail): Promise<boolean> {
  const { subject, text, html } = mail;
  const row = { accountId, to, dedupeKey, messageId: messageIdOf(dedupeKey), subject: oneLine(subject), text, html };
  const [queued] = await tx.mail.createManyAndReturn({ data: [row], skipDuplicates: true, select: { id: true } });
  if (queued) await addJob(tx, "send_mail", { mailId: queued.id }, `mail:${queued.id}`);
  return queued !== undefined;
}

/** The same for every attempt, so that a mail delivered twice is shown once by the reader's mail program. */
export function messageIdOf(dedupeKey: string) {
  return `<${createHash("sha256").update(dedupeKey).digest("hex").slice(0, 32)}@${new URL(env.ORIGIN).hostname}>`;
}

const SUBJECT_MAX = 200;

/** A header ends at a line break: a title that holds one must not begin another header. */
export function oneLine(subject: string) {
  const line = subject.replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ").trim();
  return line.length > SUBJECT_MAX ? `${line.slice(0, SUBJECT_MAX - 1).toWellFormed()}…` : line;
}
