import { prisma, read } from "../../platform/db.server.ts";
import { log } from "../../platform/log.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { maskPersonal } from "./personal.server.ts";
import { KEPT_DAYS, WORDS_MAX } from "./search.ts";
import { clearSecrets, hashOfToday } from "./secret.server.ts";

/** Whoever searches: an account, or a visitor by what their browser sends. */
export interface Searcher {
  viewer: Viewer;
  address: string;
  userAgent: string;
}

export interface KeptSearch {
  /** Folded, without operators. */
  words: string;
  engine: string;
  results: number;
}

/**
 * Keeps a search, and gives the name by which its results are later told to have been opened or to have helped: null
 * when nothing of it can be kept. Nobody waits for the writing; the same person's same question of one day is one.
 */
export async function keepSearch(searcher: Searcher, { words, engine, results }: KeptSearch): Promise<string | null> {
  const masked = await maskPersonal(words.replace(/\s+/g, " ").trim().slice(0, WORDS_MAX));
  const kept = masked.slice(0, WORDS_MAX).toWellFormed();
  if (!/[\p{L}\p{N}]/u.test(kept)) return null;
  const person = await hashOfToday("person", ...traits(searcher));
  const id = await hashOfToday("search", person, words);
  read("keep search", KEEP, [id, kept, person, engine, results]).catch((error: unknown) =>
    log.warn({ error }, "a search could not be kept"),
  );
  return id;
}

const traits = ({ viewer, address, userAgent }: Searcher) =>
  viewer.id === NOBODY ? [address, userAgent] : [String(viewer.id)];

// Nothing is lost by losing one in a power cut: the disk is not waited for. A filter that leaves nothing takes nothing
// back of what was found without it.
const KEEP = `
  WITH hurry AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
  INSERT INTO "SearchQuery" AS kept (id, words, person, engine, results) SELECT $1, $2, $3, $4, $5 FROM hurry
  ON CONFLICT (id) DO UPDATE SET results = excluded.results, engine = excluded.engine
  WHERE kept.results < excluded.results`;

const DAY = 24 * 3_600_000;

/** Deletes searches whose time is over, and the secrets by which those of earlier days could be traced. */
export async function clearSearches(now: Date) {
  await prisma.searchQuery.deleteMany({ where: { askedAt: { lt: new Date(now.getTime() - KEPT_DAYS * DAY) } } });
  await clearSecrets(now);
}
