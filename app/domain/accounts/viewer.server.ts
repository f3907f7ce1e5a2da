import { negotiateLocale } from "../../i18n/negotiate-locale.ts";
import { Forbidden } from "../../platform/errors.ts";
import { asResponse } from "../../platform/http.server.ts";
import { REQUEST_ID } from "../../platform/request-id.server.ts";
import { inTheirThread } from "./nameless-asker.server.ts";
import { lucia } from "./sessions.server.ts";
import { isTimeZone } from "./time-zone.ts";
import { type Viewer, viewerFrom, visitor } from "./viewer.ts";

/** Root, page and parts of one request ask for it alike, each with a Request of its own: the session is looked up once. */
const lately = new Map<string, Promise<Viewer>>();
const LATELY_MAX = 200;

/** Who makes this request. */
export function viewerOf(request: Request): Promise<Viewer> {
  const { headers } = request;
  const id = headers.get(REQUEST_ID);
  if (id === null) return identify(request);
  // the id alone is enough; the cookie beside it, so that nobody could ever get what another asked for
  const name = JSON.stringify([id, headers.get("Cookie"), request.url]);
  const viewer = lately.get(name) ?? identify(request);
  lately.set(name, viewer);
  if (lately.size > LATELY_MAX) lately.delete(lately.keys().next().value ?? "");
  return viewer;
}

/** Who would make this request if it came now: for what stays open long after it came. */
export const viewerNow = (request: Request): Promise<Viewer> => identify(request);

async function identify(request: Request): Promise<Viewer> {
  const cookies = request.headers.get("Cookie");
  const zone = timeZoneIn(cookies);
  const token = cookies && lucia.readSessionCookie(cookies);
  const { user } = token ? await lucia.validateSession(token) : { user: null };
  if (user) {
    const viewer = viewerFrom(user, new Date(), zone);
    return user.hasGuests ? inTheirThread(viewer, new URL(request.url).pathname) : viewer;
  }
  return visitor(negotiateLocale(request.headers.get("Accept-Language"), cookies), zone);
}

function timeZoneIn(cookies: string | null): string {
  const zone = decodeURIComponentSafely(/(?:^|;\s*)tz=([^;]+)/.exec(cookies ?? "")?.[1] ?? "");
  return isTimeZone(zone) ? zone : "UTC";
}

function decodeURIComponentSafely(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** The viewer, signed in; a visitor is sent to sign in and back, and so is a guest from what is a member's own. */
export async function requireMember(request: Request): Promise<Viewer> {
  const viewer = await viewerOf(request);
  if (viewer.kind !== "visitor" && (viewer.kind !== "guest" || GUESTS_PATHS.test(new URL(request.url).pathname)))
    return viewer;
  const { pathname, search } = new URL(request.url);
  const back = request.method === "GET" ? pathname + search : "/";
  throw new Response(null, { status: 302, headers: { Location: `/login?redirectTo=${encodeURIComponent(back)}` } });
}

/** Where a guest goes: their threads, what is in them, and their requests. */
const GUESTS_PATHS = /^\/(threads|posts|requests|notifications|private-values)(\/|$)/;

/** The viewer, suspended or not, who may change something; a suspended one is told so. */
export async function requireWriter(request: Request): Promise<Viewer> {
  const viewer = await requireMember(request);
  if (viewer.isSuspended) throw asResponse(new Forbidden("suspended"));
  return viewer;
}
