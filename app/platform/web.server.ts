import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { ServerBuild } from "@remix-run/node";
import { env } from "./env.server.ts";
import { type Check, databaseCheck } from "./health.server.ts";
import { closeStreams, tellStreams } from "./live-streams.server.ts";
import { observe } from "./metrics.server.ts";
import { PageCache } from "./page-cache.server.ts";
import type { LocaleOf } from "./page-key.server.ts";
import { listenForWrites } from "./page-news.server.ts";
import { hearOf, onGone } from "./presence.server.ts";
import { nextRequestId } from "./request-id.server.ts";
import { StaticFiles } from "./static-files.server.ts";
import { createWebApp } from "./web-app.server.ts";

interface Options {
  build: ServerBuild;
  localeOf: LocaleOf;
  checks: Record<string, Check>;
}

export interface Web {
  listener: RequestListener;
  /** Ends what would never end by itself. */
  closeStreams(): void;
  stop(): Promise<void>;
}

/** What answers in production: files, then kept pages, then everything else. */
export function createWeb({ build, localeOf, checks }: Options): Web {
  const files = new StaticFiles("build/client");
  const pages = new PageCache(localeOf, nextRequestId);
  observePages(pages);
  const stopListening = listenForWrites({
    pages: (threadId) => pages.clear(threadId),
    live: tellStreams,
    inbox: (accountIds) => {
      for (const id of accountIds) tellStreams(`account ${id}`);
    },
    presence: (said) => {
      const topic = hearOf(said);
      if (topic) tellStreams(topic);
    },
  });
  onGone(tellStreams);
  const app = createWebApp({ build, pages, checks: { database: databaseCheck, ...checks } });
  const render = getRequestListener(app.fetch);
  const listener: RequestListener = (incoming, outgoing) => {
    if (files.answer(incoming, outgoing)) return;
    pages.answer(incoming, outgoing, () => {
      incoming.url = env.ORIGIN + incoming.url; // whatever Host says
      void render(incoming, outgoing);
    });
  };
  return { listener, closeStreams, stop: stopListening };
}

function observePages(pages: PageCache) {
  observe("page_cache_hits", "Requests answered from the page cache", () => pages.hits);
  observe("page_cache_misses", "Pages rendered for the page cache", () => pages.misses);
  observe("page_cache_bytes", "Size of the page cache", () => pages.size);
}
