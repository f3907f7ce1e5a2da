import { read, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can } from "../permissions.ts";

/** Words that mean the same. With `typed`, only whoever types that also means the words, not the other way round. */
export interface SynonymGroup {
  id: number;
  typed: string | null;
  words: string[];
}

/** All groups, as searches are read by them: the same for everybody. */
export function allSynonyms(): Promise<SynonymGroup[]> {
  return read<SynonymGroup>("synonyms", `SELECT id, typed, words FROM "SearchSynonym" ORDER BY id`, []);
}

/** All groups, for whoever may change them; to everybody else the list is not there. */
export async function listSynonyms(viewer: Viewer): Promise<SynonymGroup[]> {
  if (!can(viewer, "settings.change", null)) throw new NotFound();
  const groups = await allSynonyms();
  return groups.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

const nameOf = ({ typed, words }: SynonymGroup) => typed ?? words[0] ?? "";

/** Locks a group for a change, or not found. */
export async function lockSynonym(tx: Tx, viewer: Viewer, id: number): Promise<SynonymGroup> {
  await tx.$queryRaw`SELECT FROM "SearchSynonym" WHERE id = ${id} FOR UPDATE`;
  const group = await tx.searchSynonym.findUnique({ where: { id } });
  if (!group || !can(viewer, "settings.change", null)) throw new NotFound();
  return group;
}

/** How many groups there are; the lock keeps two additions from each seeing room for one. */
export async function lockedCount(tx: Tx): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SYNONYM_LOCK})`;
  return tx.searchSynonym.count();
}

const SYNONYM_LOCK = 7_270_812;
