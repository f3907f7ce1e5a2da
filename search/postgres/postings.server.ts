import type { FieldLengths } from "../engine.ts";
import { dayOf, type Field, fieldFactors, fields, mapFields, type PreparedDocument, TITLE } from "./prepare.ts";
import { type Dictionaries, isMeant, type Stem, type Word } from "./stems.server.ts";

/** One lexeme of one document. */
export interface Posting {
  lexeme: string;
  hash: number;
  x: number;
  flags: number;
  /** Places in the document, as a tsvector has them: the weight of each in the upper two bits. */
  places: number[];
}

/** What a document is, besides its words. */
export type Card = Omit<PreparedDocument, "words" | "names">;

/** A document as its rows: a posting for each of its lexemes. */
export interface DocumentRows {
  document: Card;
  day: number;
  postings: Posting[];
}

/** A document with the stems of its words and names, in their order. */
export interface StemmedDocument {
  document: Card;
  words: Record<Field, Word[]>;
  names: Record<Field, Stem[]>;
}

/** Finds a document's words in the dictionaries; those never met have stems once these have learned them. */
export function lookUpWords({ words, names, ...document }: PreparedDocument, known: Dictionaries): StemmedDocument {
  return {
    document,
    words: mapFields((field) => known.lookUp(document.language, words[field])),
    names: mapFields((field) => names[field].map((name) => known.name(name))),
  };
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
  const postings = new Map<string, Posting>();
  const factors = fieldFactors(words, averages);
  let position = 0;
  for (const field of fields) {
    const weight = PLACE_WEIGHTS[field] << PLACE_BITS;
    const flags = field === "title" ? document.flags | TITLE : document.flags; // titles come first
    const put = (stem: Stem) =>
      add(postings, stem, factors[field], flags, position > LAST_POSITION ? 0 : position | weight);
    for (const stem of words[field]) {
      position++;
      if (isMeant(stem)) put(stem);
    }
    position += GAP;
    for (const stem of names[field]) put(stem);
  }
  const all = [...postings.values()];
  for (const posting of all) posting.x = Math.round(posting.x * 1000) / 1000;
  return { document, day: dayOf(document.createdAt), postings: all };
}

/** Beyond the last position a tsvector has none: 0. */
function add(postings: Map<string, Posting>, { lexeme, hash }: Stem, factor: number, flags: number, place: number) {
  const posting = postings.get(lexeme);
  if (!posting) {
    postings.set(lexeme, { lexeme, hash, x: factor, flags, places: place === 0 ? [] : [place] });
    return;
  }
  posting.x += factor;
  const { places } = posting;
  // In one field a name may be a tag as well, and both stand behind its words.
  if (place !== 0 && places.length < MOST_PLACES && places.at(-1) !== place) places.push(place);
}

/** A tsvector as text, where COPY cannot be used. */
export const vectorOf = ({ postings }: DocumentRows): string =>
  postings.map(({ lexeme, places }) => quoted(lexeme) + placesOf(places)).join(" ");

const LETTERS = ["D", "C", "B", "A"];

const placesOf = (places: readonly number[]) =>
  places.length === 0
    ? ""
    : `:${places.map((place) => `${place & LAST_POSITION}${LETTERS[place >> PLACE_BITS]}`).join()}`;

const quoted = (lexeme: string) =>
  /['\\]/.test(lexeme) ? `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'` : `'${lexeme}'`;
