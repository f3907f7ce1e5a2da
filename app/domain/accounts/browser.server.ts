import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { prisma } from "../../platform/db.server.ts";
import { env } from "../../platform/env.server.ts";

const COOKIE = "reader";
const YEAR_S = 365 * 86_400;

let secret: Promise<Uint8Array> | undefined;

function signingSecret(): Promise<Uint8Array> {
  secret ??= prisma.secret.findUniqueOrThrow({ where: { name: "browsers" } }).then(({ value }) => value);
  secret.catch(() => {
    secret = undefined;
  });
  return secret;
}

/**
 * The browser that says something without an account, by the cookie it got when it first did; null where it has none of
 * ours. It opens nothing, and is sent nowhere but where such things are said.
 */
export async function browserOf(request: Request): Promise<string | null> {
  const cookies = request.headers.get("Cookie") ?? "";
  const [, id = "", signature = ""] =
    new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w-]{22})\\.([\\w-]{22})(?:;|$)`).exec(cookies) ?? [];
  if (id === "") return null;
  return timingSafeEqual(Buffer.from(signature), Buffer.from(sign(await signingSecret(), id))) ? id : null;
}

/** The cookie that a browser is known again by below this path. */
export async function browserCookie(id: string, path: string, seconds = YEAR_S): Promise<string> {
  const secure = env.ORIGIN?.startsWith("https:") ? "; Secure" : "";
  const value = `${id}.${sign(await signingSecret(), id)}`;
  return `${COOKIE}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** What is kept of a browser that says something of a thing: another name for each thing, so nobody can join them. */
export const nameOfBrowser = (id: string, thing: string) =>
  createHash("sha256").update(`browser\0${id}\0${thing}`).digest("base64url");

const sign = (key: Uint8Array, id: string) => createHmac("sha256", key).update(id).digest("base64url").slice(0, 22);
