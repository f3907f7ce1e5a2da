import type { MiddlewareHandler } from "hono";

/**
 * Leads a page asked for by another spelling of its address to the one it has, for good: slashes too many, capitals in the
 * first part, and what a sentence or somebody's idea of a readable address puts behind a thread's number.
 */
export const leadToOneAddress: MiddlewareHandler = async (c, next) => {
  const { method, url } = c.req;
  const { pathname, search } = new URL(url); // c.req.path is decoded, which no header may be
  const one = method === "GET" || method === "HEAD" ? oneAddress(pathname) : pathname;
  return one === pathname ? next() : c.redirect(one + search, 301);
};

/** A path as the site itself writes it. */
export function oneAddress(path: string): string {
  // A slash turned round counts as one to browsers: an address never begins with two, or it would lead elsewhere.
  const parts = path.split(/[\\/]+/).filter((part) => part !== "");
  const [first = "", ...rest] = parts;
  const plain = `/${[/^[\w-]+$/.test(first) ? first.toLowerCase() : first, ...rest].join("/")}`;
  return plain.replace(THREAD, "/threads/$1");
}

const THREAD = /^\/threads\/([1-9]\d{0,8})(?:-[^/]*|[.,;:!?)\]'"]+)$/;
