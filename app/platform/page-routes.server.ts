import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/node";

type Routes = ServerBuild["routes"];

/** The route that frames all others. */
const ROOT = "root";

/**
 * Remix compares an address with every route of the site, three times a page, and that costs more than rendering most
 * pages. So those that cannot match by the first part of the address and the number of its parts are left out before it
 * looks: `/threads/12` is compared with the two routes of two parts under `/threads` alone.
 */
export function pageHandler(build: ServerBuild): RequestHandler {
  const whole = createRequestHandler(build, "production");
  const byShape = new Map<string, RequestHandler>();
  for (const part of firstParts(build.routes))
    for (let length = 1; length <= LONGEST; length++)
      byShape.set(`${length} ${part}`, createRequestHandler(only(build, part, length), "production"));
  return (request, context) => {
    const handle = byShape.get(shapeOf(request.url)) ?? whole;
    return handle(request, context);
  };
}

/** No address of ours has more parts. */
const LONGEST = 6;

/** How many parts an address has, and the first. */
function shapeOf(url: string): string {
  const path = /^[a-z]+:\/\/[^/]+(\/[^?]*)/.exec(url)?.[1] ?? "";
  return `${Math.max(1, path.split("/").filter(Boolean).length)} ${firstPart(url)}`;
}

/** The first part of an address's path; Remix asks for a page's data by the page's address with `.data` behind it. */
const firstPart = (url: string) => /^[a-z]+:\/\/[^/]+\/([\w.-]*?)(?:\.data)?(?:[/?]|$)/.exec(url)?.[1] ?? "?";

function firstParts(routes: Routes): Set<string> {
  const parts = Object.values(routes).flatMap((route) => route && (fixedPart(route, routes) ?? []));
  return new Set(parts.filter((part) => part !== undefined));
}

/** The build with those routes alone that may match an address beginning with this part, and those that frame them. */
function only(build: ServerBuild, part: string, length: number): ServerBuild {
  const routes: Routes = {};
  const manifest: ServerBuild["assets"]["routes"] = {};
  for (const route of Object.values(build.routes)) {
    const fixed = route && fixedPart(route, build.routes);
    if (!route || (fixed !== undefined && fixed !== part) || !hasLength(route, build.routes, length)) continue;
    for (let kept: Kept | undefined = route; kept; kept = parentOf(kept, build.routes)) {
      routes[kept.id] = kept;
      const assets = build.assets.routes[kept.id];
      if (assets) manifest[kept.id] = assets;
    }
  }
  return { ...build, routes, assets: { ...build.assets, routes: manifest } };
}

type Kept = NonNullable<Routes[string]>;

const parentOf = ({ parentId }: Kept, routes: Routes): Kept | undefined =>
  parentId === undefined ? undefined : routes[parentId];

/** A part that may be left out, or stand for many, makes an address of any length. */
function hasLength(route: Kept, routes: Routes, length: number): boolean {
  let parts = 0;
  for (let one: Kept | undefined = route; one; one = parentOf(one, routes)) {
    if (/[*?]/.test(one.path ?? "")) return true;
    parts += (one.path ?? "").split("/").filter(Boolean).length;
  }
  return Math.max(1, parts) === length;
}

/** What a route's address begins with: "" for the home page; undefined when it may be anything. */
function fixedPart(route: NonNullable<Routes[string]>, routes: Routes): string | undefined {
  if (route.id === ROOT) return undefined;
  const parent = parentOf(route, routes);
  const above = parent ? fixedPart(parent, routes) : undefined;
  if (above !== undefined) return above;
  if (route.path === undefined) return route.index && route.parentId === ROOT ? "" : undefined;
  const [part = ""] = route.path.split("/");
  return /^[\w.-]+$/.test(part) ? part : undefined;
}
