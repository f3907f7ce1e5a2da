import type { FieldLengths } from "../engine.ts";
import { type Field, fieldFactors, fields, mapFields, type PreparedDocument, TITLE } from "./prepare.ts";
import { dictionaryOf, forgetWhenFull, learn, type Stem, stemOfName } from "./stems.server.ts";
import type { Queryable } from "./store.server.ts";

/** One lexeme of one document. */
interface Posting {
  lexeme: string;
  x: number;
  inTitle: boolean;
  /** Places in the document, as a tsvector's text has them. */
  places: string[];
}

/** A document as its rows. */
export interface DocumentRows {
  document: PreparedDocument;
  /** The tsvector, in which phrases are looked for. */
  vector: string;
  /** One of each for every posting, in one order. */
  hashes: string;
  xs: string;
  flags: string;
  count: number;
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

const WEIGHT_LETTERS = { title: "A", body: "B", solution: "C", replies: "D" } as const;
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
    const letter = WEIGHT_LETTERS[field];
    for (const stem of words[field]) {
      position++;
      if (stem) add(postings, stem, factors[field], position, letter);
    }
    position += GAP;
    for (const stem of names[field]) add(postings, stem, factors[field], position, letter);
  }
  return { document, ...columnsOf(postings, document.flags) };
}

function add(postings: Map<number, Posting>, { lexeme, hash }: Stem, factor: number, position: number, letter: string) {
  let posting = postings.get(hash);
  if (!posting) {
    posting = { lexeme, x: 0, inTitle: letter === WEIGHT_LETTERS.title, places: [] }; // titles come first
    postings.set(hash, posting);
  }
  posting.x += factor;
  if (position <= LAST_POSITION && posting.places.length < MOST_PLACES) posting.places.push(position + letter);
}

/** Columns go to the database as texts: a million numbers handed over one by one would each be looked at. */
function columnsOf(postings: ReadonlyMap<number, Posting>, documentFlags: number) {
  const vector: string[] = [];
  const xs: number[] = [];
  const flags: number[] = [];
  for (const { lexeme, x, inTitle, places } of postings.values()) {
    flags.push(inTitle ? documentFlags | TITLE : documentFlags);
    vector.push(places.length > 0 ? `${quoted(lexeme)}:${places.join()}` : quoted(lexeme));
    xs.push(Math.round(x * 1000) / 1000);
  }
  return {
    vector: vector.join(" "),
    hashes: [...postings.keys()].join(),
    xs: xs.join(),
    flags: flags.join(),
    count: postings.size,
  };
}

const quoted = (lexeme: string) =>
  /['\\]/.test(lexeme) ? `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'` : `'${lexeme}'`;
