import pg from "pg";
import { databaseUrl } from "./env.server.ts";
import { log } from "./log.server.ts";

const CHANNEL = "pages";
const AGAIN_MS = 1000;

/** What was written: somebody talked in this thread, or (null) something that any page may show. */
type OnWrite = (threadId: number | null) => void;

/**
 * Calls `onWrite` whenever any server has written something that a public page may show (`NOTIFY pages`, with the
 * thread's number as its text), and whenever such news may have been missed. Not hearing any breaks nothing: pages are
 * kept for seconds only.
 */
export function listenForWrites(onWrite: OnWrite): () => Promise<void> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const again = () => {
    if (stopped || timer) return;
    onWrite(null);
    timer = setTimeout(() => {
      timer = undefined;
      void listen();
    }, AGAIN_MS);
    timer.unref();
  };
  const listen = async () => {
    client = connection(onWrite, again);
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      onWrite(null);
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

function connection(onWrite: OnWrite, onLoss: () => void) {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    application_name: "answerloop pages",
    keepAlive: true,
  });
  client.on("notification", ({ payload }) => onWrite(Number(payload) || null));
  client.on("error", onLoss);
  client.on("end", onLoss);
  return client;
}
