import { editDistance } from "../edit-distance.ts";
import type { Correction, SearchScope } from "../engine.ts";
import { formsOf } from "../words.ts";
import { LONGEST_WORD } from "./prepare.ts";
import type { Queryable } from "./store.server.ts";

/** Shorter words have too many neighbours to guess by. */
const SHORTEST_CORRECTED = 4;
/** From this length two slips are likely one word; in a shorter one they make another. */
const LONG_WORD = 8;
const MOST_CORRECTED = 4;
const NEIGHBOURS = 60;

/**
 * For words that no document holds, the word most likely meant: near in letters, common, and standing in a document of
 * the categories the asker may read. A slip leaves the beginning of a word right or else its end: by these two the
 * vocabulary is looked through, which costs the same however large it is.
 */
export async function correct(db: Queryable, words: readonly string[], scope: SearchScope): Promise<Correction[]> {
  const doubtful = words.filter(isDoubtful).slice(0, MOST_CORRECTED);
  const beginAlike = await neighboursOf(db, doubtful, scope, BEGIN_ALIKE);
  const likely = nearestOf(doubtful, beginAlike, () => 1);
  const others = doubtful.filter((word) => !likely.some(({ typed }) => typed === word));
  const endAlike = await neighboursOf(db, others, scope, END_ALIKE);
  return [...likely, ...nearestOf(others, [...beginAlike, ...endAlike], slipsIn)];
}

const MOST_CORRECTED_BRIEFLY = 2;

/** The same for few words and at little cost: one slip, and only by words that begin alike. */
export async function correctBriefly(db: Queryable, words: readonly string[], scope: SearchScope) {
  const doubtful = words.filter(isDoubtful).slice(0, MOST_CORRECTED_BRIEFLY);
  return nearestOf(doubtful, await neighboursOf(db, doubtful, scope, BEGIN_ALIKE), () => 1);
}

const isDoubtful = (word: string) =>
  word.length >= SHORTEST_CORRECTED && word.length <= LONGEST_WORD && !/\d/.test(word);

const slipsIn = (word: string) => (word.length < LONG_WORD ? 1 : 2);

interface Neighbour {
  /** In one of its forms. */
  typed: string;
  word: string;
  documents: number;
}

interface Way {
  name: string;
  text: string;
  /** So many letters at that end are taken for right. */
  alike(word: string): number;
}

async function neighboursOf(db: Queryable, typed: readonly string[], { categories }: SearchScope, way: Way) {
  if (typed.length === 0) return [];
  const forms = typed.flatMap(formsOf);
  const { rows } = await db.query<Neighbour>({
    name: way.name,
    text: way.text,
    // To the database two letters swapped are two slips.
    values: [forms, forms.map((word) => slipsIn(word) + 1), forms.map(way.alike), NEIGHBOURS, categories],
  });
  return rows;
}

function nearestOf(typed: readonly string[], all: readonly Neighbour[], slipsOf: (word: string) => number) {
  return typed.flatMap((word): Correction[] => {
    const forms = formsOf(word);
    const meant = nearest(
      all.filter((row) => forms.includes(row.typed)),
      slipsOf(word),
    );
    return meant ? [{ typed: word, meant }] : [];
  });
}

/** Fewest slips first; a word ten times as common makes up for a quarter of one, and people seldom miss the first letter. */
function nearest(neighbours: readonly Neighbour[], most: number): string | undefined {
  const cost = ({ typed, word, documents }: Neighbour, slips: number) =>
    slips - Math.log10(1 + documents) / 4 + (word[0] === typed[0] ? 0 : 0.5);
  return neighbours
    .map((neighbour) => ({ neighbour, slips: editDistance(neighbour.typed, neighbour.word, most) }))
    .filter(({ slips }) => slips <= most)
    .map(({ neighbour, slips }) => ({ word: neighbour.word, cost: cost(neighbour, slips) }))
    .sort((a, b) => a.cost - b.cost || (a.word < b.word ? -1 : 1))[0]?.word;
}

// No character comes after U+10FFFF, so the range is that of a prefix, told while the query runs.
const nearSql = (ofIndex: string, ofTyped: string) => `
  SELECT asked.word AS typed, near.word, greatest(near.documents, 1) AS documents
  FROM unnest($1::text[], $2::int[], $3::int[]) AS asked (word, slips, alike), LATERAL (
    SELECT word FROM search.word
    WHERE ${ofIndex} ~>=~ left(${ofTyped}, asked.alike) AND ${ofIndex} ~<~ (left(${ofTyped}, asked.alike) || U&'\\+10FFFF')
      AND length(word) BETWEEN length(asked.word) - 2 AND length(asked.word) + 2
      AND levenshtein_less_equal(word, asked.word, asked.slips) <= asked.slips
    ORDER BY levenshtein_less_equal(word, asked.word, asked.slips), documents DESC LIMIT $4::int
  ) AS alike JOIN search.word AS near USING (word)
  WHERE EXISTS (
    SELECT FROM search.posting
    WHERE posting.lexeme = near.lexeme AND ($5::int[] IS NULL OR posting.category = ANY ($5::int[]))
  )`;

const BEGIN_ALIKE: Way = {
  name: "search spelling begin",
  text: nearSql("word", "asked.word"),
  alike: () => 2,
};

/** A slip in the first letters leaves all others; of two, both in the first half of a long word. */
const END_ALIKE: Way = {
  name: "search spelling end",
  text: nearSql("reverse(word)", "reverse(asked.word)"),
  alike: ({ length }) => (length < LONG_WORD ? Math.max(2, length - 3) : Math.floor(length / 2)),
};
