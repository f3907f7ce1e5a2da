import { editDistance } from "../edit-distance.ts";
import type { Correction, SearchScope } from "../engine.ts";
import type { Queryable } from "./store.server.ts";

/** Shorter words have too many neighbours to guess by. */
const SHORTEST_CORRECTED = 4;
/** From this length two slips are likely one word; in a shorter one they make another. */
const LONG_WORD = 8;
const MOST_CORRECTED = 4;
const NEIGHBOURS = 60;
/** People seldom miss the first letters. */
const LIKELY_RIGHT = 2;

/**
 * For words that no document holds, the word most likely meant: near in letters, common, and standing in a document of
 * the categories the asker may read. Words that begin alike are looked through first: that takes a tenth of the time.
 */
export async function correct(db: Queryable, words: readonly string[], scope: SearchScope): Promise<Correction[]> {
  const doubtful = words.filter(isDoubtful).slice(0, MOST_CORRECTED);
  const beginAlike = await nearestOf(db, doubtful, scope, BEGIN_ALIKE, 1);
  const others = doubtful.filter((word) => !beginAlike.some(({ typed }) => typed === word));
  return [...beginAlike, ...(await nearestOf(db, others, scope, ANYWHERE))];
}

const MOST_CORRECTED_BRIEFLY = 2;

/** The same for few words and at little cost: only by words that begin alike. */
export function correctBriefly(db: Queryable, words: readonly string[], scope: SearchScope): Promise<Correction[]> {
  return nearestOf(db, words.filter(isDoubtful).slice(0, MOST_CORRECTED_BRIEFLY), scope, BEGIN_ALIKE, 1);
}

const isDoubtful = (word: string) => word.length >= SHORTEST_CORRECTED && !/\d/.test(word);

interface Way {
  name: string;
  text: string;
}

interface Neighbour {
  typed: string;
  word: string;
  documents: number;
}

async function nearestOf(db: Queryable, typed: readonly string[], { categories }: SearchScope, way: Way, slips = 2) {
  if (typed.length === 0) return [];
  const { rows } = await db.query<Neighbour>({ ...way, values: [typed, NEIGHBOURS, categories] });
  return typed.flatMap((word): Correction[] => {
    const neighbours = rows.filter((row) => row.typed === word);
    const meant = nearest(word, neighbours, Math.min(slips, word.length < LONG_WORD ? 1 : 2));
    return meant ? [{ typed: word, meant }] : [];
  });
}

/** Fewest slips first; a word ten times as common makes up for a quarter of one, and people seldom miss the first letter. */
function nearest(typed: string, neighbours: readonly Neighbour[], most: number): string | undefined {
  const cost = ({ word, documents }: Neighbour, slips: number) =>
    slips - Math.log10(1 + documents) / 4 + (word[0] === typed[0] ? 0 : 0.5);
  return neighbours
    .map((neighbour) => ({ neighbour, slips: editDistance(typed, neighbour.word, most) }))
    .filter(({ slips }) => slips <= most)
    .map(({ neighbour, slips }) => ({ word: neighbour.word, cost: cost(neighbour, slips) }))
    .sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1))[0]?.word;
}

const IN_SCOPE = `EXISTS (
  SELECT FROM search.posting
  WHERE posting.lexeme = near.lexeme AND ($3::int[] IS NULL OR posting.category = ANY ($3::int[]))
)`;

const ANYWHERE: Way = {
  name: "search spelling",
  text: `SELECT asked.word AS typed, near.word, greatest(near.documents, 1) AS documents
    FROM unnest($1::text[]) AS asked (word), search_near_words(asked.word, $2::int) AS near
    WHERE ${IN_SCOPE}`,
};

// No character comes after U+10FFFF, so the range is that of a prefix, told while the query runs.
const BEGIN_ALIKE: Way = {
  name: "search spelling alike",
  text: `SELECT asked.word AS typed, near.word, greatest(near.documents, 1) AS documents
    FROM unnest($1::text[]) AS asked (word), LATERAL (
      SELECT word FROM search.word
      WHERE word ~>=~ left(asked.word, ${LIKELY_RIGHT}) AND word ~<~ (left(asked.word, ${LIKELY_RIGHT}) || U&'\\+10FFFF')
        AND length(word) BETWEEN length(asked.word) - 2 AND length(asked.word) + 2
      ORDER BY similarity(word, asked.word) DESC LIMIT $2::int
    ) AS alike JOIN search.word AS near USING (word)
    WHERE ${IN_SCOPE}`,
};
