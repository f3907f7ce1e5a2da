import { serve } from "@hono/node-server";
import { listening } from "./limit-process.ts";
import {
  categoryData,
  homeData,
  type ListData,
  type ThreadData,
  threadData,
  viewerOfCookie,
  writeReply,
  writeThread,
} from "./page-data.ts";

/** How a limit makes HTML of what was read. */
export interface Renderer {
  thread(data: ThreadData, viewerName: string): string;
  list(data: ListData, viewerName: string): string;
}

/** Serves the pages that are measured with nothing but a router of four lines in between. */
export function servePages(renderer: Renderer) {
  serve({ fetch: (request) => answer(renderer, request), port: 0, hostname: "127.0.0.1" }, listening);
}

async function answer(renderer: Renderer, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const viewer = await viewerOfCookie(request.headers.get("cookie"));
  const [, place = "", which = ""] = pathname.split("/");
  if (request.method === "POST") return redirectTo(await write(request, which));
  if (place === "threads") return page(renderer.thread(await threadData(viewer, Number(which)), viewer.name));
  const data = place === "categories" ? await categoryData(viewer, which) : await homeData(viewer);
  return page(renderer.list(data, viewer.name));
}

async function write(request: Request, which: string): Promise<string> {
  const viewer = await viewerOfCookie(request.headers.get("cookie"));
  const form = new URLSearchParams(await request.text());
  const field = (name: string) => form.get(name) ?? "";
  if (which !== "new") return `/threads/${which}#post-${await writeReply(viewer, Number(which), field("body"))}`;
  return `/threads/${await writeThread(viewer, field("title"), Number(field("categoryId")), field("body"))}`;
}

const page = (html: string) => new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
const redirectTo = (path: string) => new Response(null, { status: 303, headers: { Location: path } });
