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

/** Hands a mail to the SMTP server; throws when it does not take it. */
export type Deliver = (mail: OutgoingMail) => Promise<void>;

/** Delivery to the SMTP server at this address, over a few connections that are kept. */
export function mailerFor(url: string): Deliver {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    socketTimeout: ANSWER_WITHIN_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, ...mail }) => {
    // One address, not a list: a comma in it must not add a reader.
    await transport.sendMail({ ...mail, to: { name: "", address: to } });
  };
}

/** The site's own delivery; without SMTP_URL no mail leaves, it is only to be read in the mailbox for developers. */
export const deliver: Deliver | undefined = env.SMTP_URL ? mailerFor(env.SMTP_URL) : undefined;
