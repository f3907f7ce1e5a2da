import type { HeadersFunction } from "@remix-run/node";
import { browserCookie, browserOf } from "../../domain/accounts/browser.server.ts";
import { hashOfToday } from "../../domain/searches/secret.server.ts";
import { wordOf } from "../../domain/threads/visitors-word.server.ts";
import { limit, networkOf } from "../../platform/rate-limit.server.ts";

interface Speaker {
  browser: string;
  headers: Record<string, string>;
}

/**
 * The browser that says something of a thing without an account, counted against its address. A new one gets its cookie,
 * good for addresses below `path` alone; pressed twice it is the same one.
 */
export async function speakingBrowser(
  request: Request,
  address: string,
  { thing, path }: { thing: string; path: string },
): Promise<Speaker> {
  const known = await browserOf(request);
  // That this network has said something of this thing is known to nobody after today.
  await limit("visitors_word", known ? [address] : [address, await hashOfToday("word", networkOf(address), thing)]);
  const browser = known ?? (await newBrowser(request, address, thing));
  return { browser, headers: { "Set-Cookie": await browserCookie(browser, path) } };
}

const SAME_MS = 60_000;

/** Pressed twice before the cookie has come, it is one browser still. Nobody can tell after today what its name was made of. */
async function newBrowser(request: Request, address: string, thing: string): Promise<string> {
  const minute = Math.floor(Date.now() / SAME_MS);
  const named = (of: number) =>
    hashOfToday("browser", address, request.headers.get("User-Agent") ?? "", thing, String(of));
  const justNow = await named(minute - 1);
  return (await wordOf(justNow, thing)) ? justNow : named(minute);
}

/** A page that shows what this browser has said is nobody else's. */
export const unshared: HeadersFunction = ({ actionHeaders, errorHeaders }) => {
  const own = new Headers(errorHeaders ?? actionHeaders);
  own.set("Cache-Control", "private, no-store");
  return own;
};
