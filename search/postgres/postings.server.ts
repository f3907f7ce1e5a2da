import type { FieldLengths } from "../engine.ts";
import { dayOf, type Field, fieldFactors, fields, mapFields, type PreparedDocument, TITLE } from "./prepare.ts";
import { dictionaryOf, forgetWhenFull, learn, type Stem, stemOfName } from "./stems.server.ts";
import type { Queryable } from "./store.server.ts";

/** One lexeme of one document. */
export interface Posting {
  lexeme: string;
  x: number;
  flags: number;
  /** Places in the document, as a tsvector has them: the weight of each in the upper two bits. */
  places: number[];
}

/** A document as its rows: a posting for each of its lexemes. */
export interface DocumentRows {
  document: PreparedDocument;
  day: number;
  postings: ReadonlyMap<number, Posting>;
}

type Stems = (Stem | null | undefined)[];

/** A document with the stems of its words and names, in their order. */
export interface StemmedDocument {
  document: PreparedDocument;
  words: Record<Field, Stems>;
  names: Record<Field, Stem[]>;
}

/** Finds the stems of all words; the database is asked for those that were never seen. Tokens are many: each is looked up once. */
export async function stem(db: Queryable, documents: readonly PreparedDocument[]): Promise<StemmedDocument[]> {
  forgetWhenFull();
  const missing = new Map<string, Set<string>>();
  const stemmed = documents.map((document) => ({
    document,
    words: mapFields((field) => lookUp(document.words[field], document.language, missing)),
    names: mapFields((field) => document.names[field].map(stemOfName)),
  }));
  if (missing.size > 0) {
    await learn(db, missing);
    for (const { document, words } of stemmed) {
      for (const field of fields) fill(words[field], document.words[field], document.language);
    }
  }
  return stemmed;
}

function lookUp(words: readonly string[], language: string, missing: Map<string, Set<string>>): Stems {
  const dictionary = dictionaryOf(language);
  return words.map((word) => {
    const known = dictionary.get(word);
    if (known === undefined) missing.set(language, (missing.get(language) ?? new Set()).add(word));
    return known;
  });
}

function fill(stems: Stems, words: readonly string[], language: string) {
  const dictionary = dictionaryOf(language);
  stems.forEach((known, at) => {
    if (known === undefined) stems[at] = dictionary.get(words[at] as string);
  });
}

/** As a tsvector counts them: A, B, C and D. */
const PLACE_WEIGHTS = { title: 3, body: 2, solution: 1, replies: 0 } as const;
const PLACE_BITS = 14;
const LAST_POSITION = 16_383;
/** Postgres keeps 255 places of a lexeme. */
const MOST_PLACES = 250;
/** Fields stand apart, so that no phrase reaches from one into the next. */
const GAP = 5;

/** Weighs every lexeme of a document and notes where it stands. */
export function rowsOf({ document, words, names }: StemmedDocument, averages: FieldLengths): DocumentRows {
  const postings = new Map<number, Posting>();
  const factors = fieldFactors(document.words, averages);
  let position = 0;
  for (const field of fields) {
    const weight = PLACE_WEIGHTS[field] << PLACE_BITS;
    const flags = field === "title" ? document.flags | TITLE : document.flags; // titles come first
    const put = (stem: Stem) =>
      add(postings, stem, factors[field], flags, position > LAST_POSITION ? 0 : position | weight);
    for (const stem of words[field]) {
      position++;
      if (stem) put(stem);
    }
    position += GAP;
    for (const stem of names[field]) put(stem);
  }
  for (const posting of postings.values()) posting.x = Math.round(posting.x * 1000) / 1000;
  return { document, day: dayOf(document.createdAt), postings };
}

/** Beyond the last position a tsvector has none: 0. */
function add(postings: Map<number, Posting>, { lexeme, hash }: Stem, factor: number, flags: number, place: number) {
  const posting = postings.get(hash);
  if (!posting) {
    postings.set(hash, { lexeme, x: factor, flags, places: place === 0 ? [] : [place] });
    return;
  }
  posting.x += factor;
  const { places } = posting;
  // In one field a name may be a tag as well, and both stand behind its words.
  if (place !== 0 && places.length < MOST_PLACES && places.at(-1) !== place) places.push(place);
}

/** A tsvector as text, where COPY cannot be used. */
export const vectorOf = ({ postings }: DocumentRows): string =>
  [...postings.values()].map(({ lexeme, places }) => quoted(lexeme) + placesOf(places)).join(" ");

const LETTERS = ["D", "C", "B", "A"];

const placesOf = (places: readonly number[]) =>
  places.length === 0
    ? ""
    : `:${places.map((place) => `${place & LAST_POSITION}${LETTERS[place >> PLACE_BITS]}`).join()}`;

const quoted = (lexeme: string) =>
  /['\\]/.test(lexeme) ? `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'` : `'${lexeme}'`;
