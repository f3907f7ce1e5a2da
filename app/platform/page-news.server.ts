import pg from "pg";
import { databaseUrl } from "./env.server.ts";
import { log } from "./log.server.ts";

/** What public pages show has been written; something happened about this thread, whoever may see it; these were told. */
const PAGES = "pages";
const LIVE = "live";
const INBOX = "inbox";
const AGAIN_MS = 1000;

/** Told the thread's number: somebody talked in it, something happened to it; or null for anything anywhere. */
interface News {
  pages(threadId: number | null): void;
  live(threadId: number | null): void;
  /** The accounts whose notifications have changed, a few hundred at most. */
  inbox(accountIds: number[]): void;
}

let heard = 0;

/** How often news of pages has been heard: what was read before and is kept in memory may be old now. */
export const newsHeard = () => heard;

/**
 * Tells whenever any server has written something that a public page may show (`NOTIFY pages`, with the thread's number
 * as its text), that an open page waits for (`NOTIFY live`), or that somebody was told (`NOTIFY inbox`), and whenever such news may have been missed: one
 * connection a process, however many listen. Not hearing any breaks nothing: pages are kept for seconds only, and streams
 * look for themselves now and then.
 */
export function listenForWrites(listener: News): () => Promise<void> {
  const news: News = {
    ...listener,
    pages: (threadId) => {
      if (threadId === null) heard += 1;
      listener.pages(threadId);
    },
  };
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const again = () => {
    if (stopped || timer) return;
    missed(news);
    timer = setTimeout(() => {
      timer = undefined;
      void listen();
    }, AGAIN_MS);
    timer.unref();
  };
  const listen = async () => {
    client = connection(news, again);
    try {
      await client.connect();
      await client.query(`LISTEN ${PAGES}; LISTEN ${LIVE}; LISTEN ${INBOX}`);
      missed(news);
    } catch (error) {
      log.warn({ err: error }, "cannot listen for writes; trying again");
      again();
    }
  };
  void listen();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}

function missed(news: News) {
  news.pages(null);
  news.live(null);
}

function connection(news: News, onLoss: () => void) {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    application_name: "answerloop pages",
    keepAlive: true,
  });
  client.on("notification", ({ channel, payload = "" }) => {
    if (channel === INBOX) news.inbox(payload.split(",").map(Number));
    else news[channel === LIVE ? "live" : "pages"](Number(payload) || null);
  });
  client.on("error", onLoss);
  client.on("end", onLoss);
  return client;
}
