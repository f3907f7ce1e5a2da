import { editDistance } from "../edit-distance.ts";
import type { Correction, SearchScope } from "../engine.ts";
import type { Queryable } from "./store.server.ts";

/** Shorter words have too many neighbours to guess by. */
const SHORTEST_CORRECTED = 4;
/** From this length two slips are likely one word; in a shorter one they make another. */
const LONG_WORD = 8;
const MOST_CORRECTED = 4;
const NEIGHBOURS = 60;

/**
 * For words that no document holds, the word most likely meant: near in letters, common, and standing in a document of
 * the categories the asker may read.
 */
export async function correct(db: Queryable, words: readonly string[], scope: SearchScope): Promise<Correction[]> {
  const doubtful = words
    .filter((word) => word.length >= SHORTEST_CORRECTED && !/\d/.test(word))
    .slice(0, MOST_CORRECTED);
  if (doubtful.length === 0) return [];
  const { rows } = await db.query<Neighbour>({
    name: "search spelling",
    text: NEIGHBOURHOOD,
    values: [doubtful, NEIGHBOURS, scope.categories],
  });
  return doubtful.flatMap((typed) => {
    const meant = nearest(
      typed,
      rows.filter((row) => row.typed === typed),
    );
    return meant ? [{ typed, meant }] : [];
  });
}

interface Neighbour {
  typed: string;
  word: string;
  documents: number;
}

/** Fewest slips first; a word ten times as common makes up for a quarter of one, and people seldom miss the first letter. */
function nearest(typed: string, neighbours: readonly Neighbour[]): string | undefined {
  const most = typed.length < LONG_WORD ? 1 : 2;
  const cost = ({ word, documents }: Neighbour, slips: number) =>
    slips - Math.log10(1 + documents) / 4 + (word[0] === typed[0] ? 0 : 0.5);
  return neighbours
    .map((neighbour) => ({ neighbour, slips: editDistance(typed, neighbour.word, most) }))
    .filter(({ slips }) => slips <= most)
    .map(({ neighbour, slips }) => ({ word: neighbour.word, cost: cost(neighbour, slips) }))
    .sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1))[0]?.word;
}

const NEIGHBOURHOOD = `
SELECT asked.word AS typed, near.word, greatest(near.documents, 1) AS documents
FROM unnest($1::text[]) AS asked (word), search_near_words(asked.word, $2::int) AS near
WHERE EXISTS (
  SELECT FROM search.posting
  WHERE posting.lexeme = near.lexeme AND ($3::int[] IS NULL OR posting.category = ANY ($3::int[]))
)`;
