import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/node";

type Routes = ServerBuild["routes"];

/** The route that frames all others. */
const ROOT = "root";

/**
 * Remix compares an address with every route of the site, three times a page, and that costs more than rendering most
 * pages. So those that cannot match by the first part of the address are left out before it looks: `/threads/12` is
 * compared with the routes under `/threads` alone.
 */
export function pageHandler(build: ServerBuild): RequestHandler {
  const whole = createRequestHandler(build, "production");
  const byPart = new Map<string, RequestHandler>();
  for (const part of firstParts(build.routes)) byPart.set(part, createRequestHandler(only(build, part), "production"));
  return (request, context) => {
    const handle = byPart.get(firstPart(request.url)) ?? whole;
    return handle(request, context);
  };
}

/** The first part of an address's path; Remix asks for a page's data by the page's address with `.data` behind it. */
const firstPart = (url: string) => /^[a-z]+:\/\/[^/]+\/([\w.-]*?)(?:\.data)?(?:[/?]|$)/.exec(url)?.[1] ?? "?";

function firstParts(routes: Routes): Set<string> {
  const parts = Object.values(routes).flatMap((route) => route && (fixedPart(route, routes) ?? []));
  return new Set(parts.filter((part) => part !== undefined));
}

/** The build with those routes alone that may match an address beginning with this part. */
function only(build: ServerBuild, part: string): ServerBuild {
  const routes: Routes = {};
  const manifest: ServerBuild["assets"]["routes"] = {};
  for (const [id, route] of Object.entries(build.routes)) {
    if (!route) continue;
    const fixed = fixedPart(route, build.routes);
    if (fixed !== undefined && fixed !== part) continue;
    routes[id] = route;
    const assets = build.assets.routes[id];
    if (assets) manifest[id] = assets;
  }
  return { ...build, routes, assets: { ...build.assets, routes: manifest } };
}

/** What a route's address begins with: "" for the home page; undefined when it may be anything. */
function fixedPart(route: NonNullable<Routes[string]>, routes: Routes): string | undefined {
  if (route.id === ROOT) return undefined;
  const parent = route.parentId === undefined ? undefined : routes[route.parentId];
  const above = parent ? fixedPart(parent, routes) : undefined;
  if (above !== undefined) return above;
  if (route.path === undefined) return route.index && route.parentId === ROOT ? "" : undefined;
  const [part = ""] = route.path.split("/");
  return /^[\w.-]+$/.test(part) ? part : undefined;
}
