import { z } from "zod";
import { pool } from "./db.server.ts";

/** A page says every ten seconds that it is there; one whose tab has died is gone by this. */
const GONE_AFTER_MS = 25_000;
/** Pages that are told of at one place: more than that is a test of patience, not a desk. */
const PAGES_MAX = 200;

const said = z.object({
  topic: z.string(),
  accountId: z.number(),
  name: z.string(),
  /** Which of their pages. */
  tab: z.string(),
  /** What they do there, in the words of the place; null when they have left. */
  doing: z.string().nullable(),
});

/** Somebody at a place, by one of their pages. */
export type Said = z.infer<typeof said>;
export interface Present {
  accountId: number;
  name: string;
  doing: string;
}

interface Page extends Present {
  goes: NodeJS.Timeout;
}

/** Who is where, as far as this process has heard: nothing of it is kept, and each is heard again in ten seconds. */
const places = new Map<string, Map<string, Page>>();
let tellGone = (_topic: string) => {};

/** Says to every process, this one too, that somebody is at a place, or not any more. */
export async function sayPresent(one: Said): Promise<void> {
  await pool.query({ name: "presence", text: "SELECT pg_notify('presence', $1)", values: [JSON.stringify(one)] });
}

/** What to do when somebody has not been heard of for too long. */
export function onGone(tell: (topic: string) => void) {
  tellGone = tell;
}

/** Hears what a process has said; returns the place when there is something new about it. */
export function hearOf(text: string): string | null {
  const { topic, accountId, name, tab, doing } = said.parse(JSON.parse(text));
  const key = `${accountId} ${tab}`;
  const before = places.get(topic)?.get(key);
  if (doing === null) return leave(topic, key) ? topic : null;
  const pages = places.get(topic) ?? new Map<string, Page>();
  if (!before && pages.size >= PAGES_MAX) return null;
  clearTimeout(before?.goes);
  const goes = setTimeout(() => leave(topic, key) && tellGone(topic), GONE_AFTER_MS).unref();
  places.set(topic, pages.set(key, { accountId, name, doing, goes }));
  return before?.doing === doing ? null : topic;
}

function leave(topic: string, key: string): boolean {
  const pages = places.get(topic);
  clearTimeout(pages?.get(key)?.goes);
  const wasThere = pages?.delete(key) ?? false;
  if (pages?.size === 0) places.delete(topic);
  return wasThere;
}

/** Who is at a place now, each page for itself. */
export const presentAt = (topic: string): Present[] =>
  [...(places.get(topic)?.values() ?? [])].map(({ accountId, name, doing }) => ({ accountId, name, doing }));
