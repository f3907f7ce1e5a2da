import pg from "pg";
import { databaseUrl } from "./env.server.ts";
import { log } from "./log.server.ts";

/** What public pages show has been written; something happened about this thread or ticket, whoever may see it; these were told; somebody is there. */
const PAGES = "pages";
const LIVE = "live";
const INBOX = "inbox";
const PRESENCE = "presence";
const AGAIN_MS = 1000;

interface News {
  /** The thread that somebody talked in; null for anything anywhere. */
  pages(threadId: number | null): void;
  /** What something happened to, as `thread 12` or `ticket 3`; null for anything. */
  live(topic: string | null): void;
  /** The accounts whose notifications have changed, a few hundred at most. */
  inbox(accountIds: number[]): void;
  /** What one of the processes has said of somebody's page (presence.server.ts). */
  presence(said: string): void;
}

let heard = 0;

/** How often news of pages has been heard: what was read before and is kept in memory may be old now. */
export const newsHeard = () => heard;

/**
 * Tells whenever any server has written something that a public page may show (`NOTIFY pages`, with the thread's number
 * as its text), that an open page waits for (`NOTIFY live`), that somebody was told (`NOTIFY inbox`) or is at a page (`NOTIFY
 * presence`), and whenever such news may have been missed: one connection a process, however many listen. Not hearing any breaks nothing: pages are kept for seconds only, and streams
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
      await client.query(`LISTEN ${PAGES}; LISTEN ${LIVE}; LISTEN ${INBOX}; LISTEN ${PRESENCE}`);
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
    else if (channel === PRESENCE) news.presence(payload);
    else if (channel === LIVE) news.live(payload || null);
    else news.pages(Number(payload) || null);
  });
  client.on("error", onLoss);
  client.on("end", onLoss);
  return client;
}
