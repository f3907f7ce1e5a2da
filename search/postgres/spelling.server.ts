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

/**
 * For words that no document holds, the word most likely meant: near in letters, common, and standing in a document of
 * the categories the asker may read. A slip leaves the beginning of a word right or else its end: by these two the
 * vocabulary is looked through, which costs the same however large it is.
 */
export async function correct(db: Queryable, words: readonly string[], scope: SearchScope): Promise<Correction[]> {
  const doubtful = words.filter(isDoubtful).slice(0, MOST_CORRECTED);
  const near = await neighboursOf(db, doubtful, scope, nearby);
  const likely = nearestOf(doubtful, near, () => 1);
  const others = doubtful.filter((word) => !likely.some(({ typed }) => typed === word));
  const further = await neighboursOf(db, others, scope, furtherAway);
  return [...likely, ...nearestOf(others, [...near, ...further], slipsIn)];
}

const MOST_CORRECTED_BRIEFLY = 2;

/** The same for few words and at little cost: one slip. */
export async function correctBriefly(db: Queryable, words: readonly string[], scope: SearchScope) {
  const doubtful = words.filter(isDoubtful).slice(0, MOST_CORRECTED_BRIEFLY);
  return nearestOf(doubtful, await neighboursOf(db, doubtful, scope, nearby), () => 1);
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

/** What is looked through for a word: so many letters at either end are taken for right, none at all where it is 0. */
interface Range {
  slips: number;
  begin: number;
  end: number;
}

/** Both halves of a word in which one slip was made; of a short one, where a half is next to nothing, how it begins. */
function nearby({ length }: string): Range {
  const begin = length < HALVED ? 2 : Math.ceil((length - 1) / 2);
  return { slips: 1, begin, end: length < HALVED ? 0 : length - 1 - begin };
}

const HALVED = 7;

/** A slip in the first letters of a short word leaves all others; two in a long one leave its first letters or its second half. */
const furtherAway = (word: string): Range =>
  word.length < LONG_WORD
    ? { slips: 1, begin: 0, end: Math.max(2, word.length - 3) }
    : { slips: slipsIn(word), begin: 2, end: Math.floor(word.length / 2) };

async function neighboursOf(
  db: Queryable,
  typed: readonly string[],
  { categories }: SearchScope,
  rangeOf: (word: string) => Range,
) {
  if (typed.length === 0) return [];
  const forms = typed.flatMap(formsOf);
  const ranges = forms.map(rangeOf);
  const { rows } = await db.query<Neighbour>({
    name: "search spelling",
    text: NEIGHBOURS,
    values: [
      forms,
      ranges.map(({ slips }) => slips),
      ranges.map(({ begin }) => begin),
      ranges.map(({ end }) => end),
      categories,
    ],
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

// No character comes after U+10FFFF, so the range is that of a prefix, told while the query runs. To the database two
// letters swapped are two slips.
const alikeSql = (ofIndex: string, ofTyped: string, letters: string) => `
  SELECT word, slips FROM (
    SELECT word, documents, levenshtein_less_equal(word, asked.word, asked.slips + 1) AS slips FROM search.word
    WHERE ${letters} > 0 AND ${ofIndex} ~>=~ left(${ofTyped}, ${letters})
      AND ${ofIndex} ~<~ (left(${ofTyped}, ${letters}) || U&'\\+10FFFF')
      AND length(word) BETWEEN length(asked.word) - asked.slips AND length(asked.word) + asked.slips OFFSET 0
  ) AS alike WHERE slips <= asked.slips + 1 ORDER BY slips, documents DESC LIMIT 60`;

// Its lists are asked for: see candidates.server.ts.
const NEIGHBOURS = `
  SELECT DISTINCT asked.word AS typed, near.word, greatest(near.documents, 1) AS documents
  FROM unnest((SELECT $1::text[]), (SELECT $2::int[]), (SELECT $3::int[]), (SELECT $4::int[])) AS asked (word, slips, begin_alike, end_alike),
  LATERAL (
    (${alikeSql("word", "asked.word", "asked.begin_alike")}) UNION ALL
    (${alikeSql("reverse(word)", "reverse(asked.word)", "asked.end_alike")})
  ) AS alike JOIN search.word AS near USING (word)
  WHERE EXISTS (
    SELECT FROM search.posting
    WHERE posting.lexeme = near.lexeme AND ((SELECT $5::int[]) IS NULL OR posting.category = ANY ((SELECT $5::int[])::int[]))
  )`;
