import type { FieldLengths } from "../engine.ts";
import { fieldFactors, fields, type PreparedDocument } from "./prepare.ts";
import { RAW, type Stem, type StemLookup, type WantedWords } from "./stems.server.ts";

/** One lexeme of one document. */
interface Posting {
  hash: string;
  x: number;
  /** Places in the document, as a tsvector's text has them. */
  places: string[];
}

/** A document as its rows. */
export interface DocumentRows {
  document: PreparedDocument;
  /** The tsvector, in which phrases are looked for. */
  vector: string;
  hashes: string[];
  xs: number[];
}

/** What has to be asked of the dictionaries before documents can be written. */
export function wantedWords(documents: readonly PreparedDocument[]): WantedWords {
  const wanted = new Map<string, Set<string>>([[RAW, new Set()]]);
  for (const { language, words, names } of documents) {
    const ofLanguage = wanted.get(language) ?? new Set();
    wanted.set(language, ofLanguage);
    for (const field of fields) {
      for (const word of words[field]) ofLanguage.add(word);
      for (const name of names[field]) wanted.get(RAW)?.add(name);
    }
  }
  return wanted;
}

const WEIGHT_LETTERS = { title: "A", body: "B", solution: "C", replies: "D" } as const;
const LAST_POSITION = 16_383;
/** Postgres keeps 255 places of a lexeme. */
const MOST_PLACES = 250;
/** Fields stand apart, so that no phrase reaches from one into the next. */
const GAP = 5;

/** Weighs every lexeme of a document and notes where it stands. */
export function rowsOf(document: PreparedDocument, stems: StemLookup, averages: FieldLengths): DocumentRows {
  const postings = new Map<string, Posting>();
  const factors = fieldFactors(document.words, averages);
  let position = 0;
  for (const field of fields) {
    const letter = WEIGHT_LETTERS[field];
    for (const word of document.words[field]) {
      position++;
      const stem = stems(document.language, word);
      if (stem) add(postings, stem, factors[field], position, letter);
    }
    position += GAP;
    for (const name of document.names[field]) {
      const stem = stems(RAW, name);
      if (stem) add(postings, stem, factors[field], position, letter);
    }
  }
  return { document, ...columnsOf(postings) };
}

function add(postings: Map<string, Posting>, { lexeme, hash }: Stem, factor: number, position: number, letter: string) {
  let posting = postings.get(lexeme);
  if (!posting) {
    posting = { hash, x: 0, places: [] };
    postings.set(lexeme, posting);
  }
  posting.x += factor;
  if (position <= LAST_POSITION && posting.places.length < MOST_PLACES) posting.places.push(position + letter);
}

function columnsOf(postings: ReadonlyMap<string, Posting>) {
  const vector: string[] = [];
  const hashes: string[] = [];
  const xs: number[] = [];
  for (const [lexeme, { hash, x, places }] of postings) {
    vector.push(places.length > 0 ? `${quoted(lexeme)}:${places.join(",")}` : quoted(lexeme));
    hashes.push(hash);
    xs.push(Math.round(x * 10_000) / 10_000);
  }
  return { vector: vector.join(" "), hashes, xs };
}

const quoted = (lexeme: string) => `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
