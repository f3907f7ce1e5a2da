import { log } from "./log.server.ts";
import { observe } from "./metrics.server.ts";

/** What a process carries, and what one viewer may hold of it; behind one address may be many visitors. */
const STREAMS_MAX = 5_000;
const ACCOUNT_MAX = 8;
const ADDRESS_MAX = 200;
/** Proxies end what is silent for a minute; and by then whoever may not listen any more has been found. */
const HEARTBEAT_MS = 25_000;
/** Looked at side by side, so that a thousand who wait do not keep those who read from the database. */
const LOOKS_AT_ONCE = 3;
/** Pieces not yet taken by a client; one that takes none is not listening. */
const UNTAKEN_MAX = 8;
const AGAIN_MS = 2_000;
const FULL_AGAIN_SECONDS = 60;

/** What a page shows, by the name of the event that tells of it; `changed` is the version a client comes back with. */
export type Sight = Record<string, string>;

interface Listener {
  /** What it is about: told by these names. */
  topics: readonly string[];
  owner: string;
  /** What the client has. */
  known: Sight;
  /** What there is for this viewer now; null when they may not see it any more. */
  look(): Promise<Sight | null>;
  send(text: string): void;
  close(): void;
}

export type Subscription = Pick<Listener, "topics" | "owner" | "known" | "look">;

const listeners = new Set<Listener>();
const byTopic = new Map<string, Set<Listener>>();
const held = new Map<string, number>();
const waiting = new Set<Listener>();
let looking = 0;
let isClosed = false;
let heartbeat: NodeJS.Timeout | undefined;

observe("live_streams", "Pages that are listening for news", () => listeners.size);

/**
 * A stream of server-sent events that says only *that* there is something new for this viewer, never what: the page
 * fetches itself again, through every check there is. Its ids are versions, so a client that comes back, to this server or
 * another, is told at once if it has missed anything.
 */
export function openStream(subscription: Subscription): Response {
  const most = subscription.owner.startsWith("account:") ? ACCOUNT_MAX : ADDRESS_MAX;
  if (isClosed || listeners.size >= STREAMS_MAX || (held.get(subscription.owner) ?? 0) >= most) return busy();
  let listener: Listener | undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        listener = listen(subscription, controller);
      },
      cancel() {
        if (listener) forget(listener);
      },
    },
    new CountQueuingStrategy({ highWaterMark: UNTAKEN_MAX }),
  );
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream",
      "Cache-Control": "private, no-store",
      "X-Accel-Buffering": "no", // proxies that collect answers would keep it to themselves
    },
  });
}

const busy = () => new Response(null, { status: 503, headers: { "Retry-After": String(FULL_AGAIN_SECONDS) } });

const encoder = new TextEncoder();

function listen(subscription: Subscription, controller: ReadableStreamDefaultController<Uint8Array>): Listener {
  const listener: Listener = {
    ...subscription,
    send(text) {
      if ((controller.desiredSize ?? 0) <= 0) listener.close();
      else controller.enqueue(encoder.encode(text));
    },
    close() {
      if (!listeners.has(listener)) return;
      forget(listener);
      controller.close();
    },
  };
  remember(listener);
  listener.send(`retry: ${AGAIN_MS}\n\n`);
  lookAgain(listener); // what came between the page and this
  return listener;
}

function remember(listener: Listener) {
  listeners.add(listener);
  for (const topic of listener.topics) byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(listener));
  held.set(listener.owner, (held.get(listener.owner) ?? 0) + 1);
  heartbeat ??= setInterval(beat, HEARTBEAT_MS).unref();
}

function forget(listener: Listener) {
  if (!listeners.delete(listener)) return;
  waiting.delete(listener);
  for (const topic of listener.topics) {
    const others = byTopic.get(topic);
    others?.delete(listener);
    if (others?.size === 0) byTopic.delete(topic);
  }
  const left = (held.get(listener.owner) ?? 1) - 1;
  if (left > 0) held.set(listener.owner, left);
  else held.delete(listener.owner);
}

/** Something was written about this; without a name, news may have been missed. */
export function tellStreams(topic: string | null) {
  for (const listener of topic === null ? listeners : (byTopic.get(topic) ?? [])) lookAgain(listener);
}

/** Ends all streams and opens no more: their clients go to another server. */
export function closeStreams() {
  isClosed = true;
  clearInterval(heartbeat);
  for (const listener of [...listeners]) listener.close();
}

function beat() {
  for (const listener of [...listeners]) {
    listener.send("event: here\ndata: here\n\n"); // no mere comment: a page is to notice when it comes no more
    lookAgain(listener);
  }
}

/** However often it is told, one look shows all there is. */
function lookAgain(listener: Listener) {
  waiting.add(listener);
  while (looking < LOOKS_AT_ONCE && waiting.size > 0) void lookInTurn();
}

async function lookInTurn() {
  looking += 1;
  for (const listener of waiting) {
    waiting.delete(listener);
    await look(listener);
  }
  looking -= 1;
}

async function look(listener: Listener) {
  try {
    const sight = await listener.look();
    if (sight === null) return leave(listener);
    const news = Object.entries(sight).filter(([event, data]) => data !== listener.known[event]);
    listener.known = sight;
    for (const [event, data] of news)
      listener.send(`${event === "changed" ? `id: ${data}\n` : ""}event: ${event}\ndata: ${data}\n\n`);
  } catch (error) {
    // it is told with the next heartbeat
    log.warn({ err: error }, "cannot look for news");
  }
}

/** The client is told not to come back. */
function leave(listener: Listener) {
  listener.send("event: over\ndata: over\n\n");
  listener.close();
}
