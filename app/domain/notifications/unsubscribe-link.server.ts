import { createHmac, timingSafeEqual } from "node:crypto";
import { prisma } from "../../platform/db.server.ts";
import { env } from "../../platform/env.server.ts";
import { type MailSource, sourceIn, sourceText } from "./mail-source.ts";

/** Whose mail a link ends, and what it came from. */
export interface Unsubscription {
  accountId: number;
  source: MailSource;
}

let secret: Promise<Uint8Array> | undefined;

function signingSecret(): Promise<Uint8Array> {
  secret ??= prisma.secret.findUniqueOrThrow({ where: { name: "unsubscribe" } }).then(({ value }) => value);
  secret.catch(() => {
    secret = undefined;
  });
  return secret;
}

/**
 * The address that ends this mail with one click. It is signed, so that nobody ends another's, and it never expires: a
 * mail is as old as it is when somebody has had enough. It opens nothing else.
 */
export async function unsubscribeUrl({ accountId, source }: Unsubscription): Promise<string> {
  const text = `${accountId}.${sourceText(source)}`;
  return new URL(`/unsubscribe?token=${text}.${sign(await signingSecret(), text)}`, env.ORIGIN).href;
}

/** What a link stands for; null for one that we never made. */
export async function readToken(token: string): Promise<Unsubscription | null> {
  const [, text = "", account = "", of = "", signature = ""] =
    /^((\d{1,10})\.([a-z]+\.[a-z0-9]+))\.([\w-]{22})$/.exec(token) ?? [];
  const expected = Buffer.from(sign(await signingSecret(), text));
  const source = sourceIn(of);
  if (signature.length !== expected.length || !timingSafeEqual(Buffer.from(signature), expected) || !source)
    return null;
  return { accountId: Number(account), source };
}

const SIGNATURE_LENGTH = 22;

const sign = (key: Uint8Array, text: string) =>
  createHmac("sha256", key).update(text).digest("base64url").slice(0, SIGNATURE_LENGTH);
