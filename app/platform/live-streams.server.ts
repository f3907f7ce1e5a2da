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

interface Listener {
  /** What it is about: told by this number. */
  topic: number;
  owner: string;
  /** The version that the client has. */
  known: string;
  /** What there is for this viewer now; null when they may not see it any more. */
  look(): Promise<string | null>;
  send(text: string): void;
  close(): void;
}

export type Subscription = Pick<Listener, "topic" | "owner" | "known" | "look">;

const listeners = new Set<Listener>();
const byTopic = new Map<number, Set<Listener>>();
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
  const others = byTopic.get(listener.topic) ?? new Set();
  byTopic.set(listener.topic, others.add(listener));
  held.set(listener.owner, (held.get(listener.owner) ?? 0) + 1);
  heartbeat ??= setInterval(beat, HEARTBEAT_MS).unref();
}

function forget(listener: Listener) {
  if (!listeners.delete(listener)) return;
  waiting.delete(listener);
  const others = byTopic.get(listener.topic);
  others?.delete(listener);
  if (others?.size === 0) byTopic.delete(listener.topic);
  const left = (held.get(listener.owner) ?? 1) - 1;
  if (left > 0) held.set(listener.owner, left);
  else held.delete(listener.owner);
}

/** Something was written about this; without a number, news may have been missed. */
export function tellStreams(topic: number | null) {
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
    listener.send(": here\n\n");
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
    const version = await listener.look();
    if (version === null) leave(listener);
    else if (version !== listener.known) {
      listener.known = version;
      listener.send(`id: ${version}\nevent: changed\ndata: ${version}\n\n`);
    }
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
