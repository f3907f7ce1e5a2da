import nodemailer from "nodemailer";
import { env } from "./env.server.ts";

const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 30_000;

/** A mail as it is sent. The Message-ID is the caller's, so that a second attempt is recognised as the same mail. */
export interface OutgoingMail {
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
}

/** Whether mail leaves this installation; else it is only to be read in the mailbox for developers. */
export const deliversMail = env.SMTP_URL !== undefined;

const transport = env.SMTP_URL
  ? nodemailer.createTransport({
      url: env.SMTP_URL,
      pool: true,
      maxConnections: 3,
      connectionTimeout: CONNECT_WITHIN_MS,
      greetingTimeout: CONNECT_WITHIN_MS,
      socketTimeout: ANSWER_WITHIN_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  : undefined;

/** Hands a mail to the SMTP server; throws when it does not take it. Does nothing without SMTP_URL. */
export async function deliver(mail: OutgoingMail) {
  await transport?.sendMail(mail);
}
