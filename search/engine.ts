/**
 * What a search engine is asked and answers. Two stand behind it: `postgres/`, always kept, and `meilisearch/`, asked
 * first when MEILI_URL is set. Engines rank; what a result shows is read from the live rows (see results.server.ts).
 */

export type SearchKind = "thread" | "answer";

export interface SearchKey {
  kind: SearchKind;
  id: number;
}

/** A thread with its solution and replies, or a company answer: public text only, Markdown already taken out. */
export interface SearchDocument extends SearchKey {
  title: string;
  /** The question, or the company answer's text. */
  body: string;
  solution: string;
  replies: string;
  /** Code blocks of all of it, and what it quotes from elsewhere: what counts least. */
  code: string;
  categoryId: number;
  tags: readonly string[];
  state: string;
  isSolved: boolean;
  /** Of a thread: it is marked as solved, and failed more people than it helped. */
  needsCheck?: boolean;
  language: SearchLanguage;
  affectedCount: number;
  /** The account that asked, or that wrote the current version of the answer. */
  authorId: number;
  createdAt: Date;
  updatedAt: Date;
  /** Of a company answer: the day it is to be looked at again. */
  reviewDueAt?: Date | null;
}

/** Languages whose words are brought to their stems; the names are those of Postgres' text search configurations, where it has one. */
export const searchLanguages = [
  "english",
  "german",
  "french",
  "spanish",
  "italian",
  "dutch",
  "serbian",
  "russian",
  "bulgarian",
  "simple",
] as const;
export type SearchLanguage = (typeof searchLanguages)[number];

/** Where the asker may look, by the permissions of this moment: these categories, or every one (null). */
export interface SearchScope {
  categories: readonly number[] | null;
}

/** What must hold of a result, all of it. */
export interface SearchFilters {
  category?: number;
  kind?: SearchKind;
  isSolved?: boolean;
  /** Only threads whose solutions failed more people than they helped. */
  needsCheck?: true;
  /** Slugs, each of which it must carry. */
  tags?: readonly string[];
  /** The account of `SearchDocument.authorId`. */
  author?: number;
  /** Only by their titles. */
  inTitle?: true;
  language?: SearchLanguage;
  /** At this moment or later. */
  createdAfter?: Date;
  createdBefore?: Date;
  /** Rank only these. */
  only?: readonly SearchKey[];
  /** Leave these out. */
  except?: readonly SearchKey[];
}

/** One direction of what an admin has said means the same: whoever types this also means each of those. */
export interface Synonym {
  /** Folded words with single spaces between, as `plainWords` makes them: "wlan", "hot spot". */
  typed: string;
  /** In the same form, but in their own alphabet. */
  also: readonly string[];
}

export interface SearchQuestion {
  /** As typed: words, "phrases in quotes", -exclusions. Operators are taken out before (see operators.ts). */
  text: string;
  scope: SearchScope;
  filters?: SearchFilters;
  /** Those of the words asked for, and of no others. What they add counts as a match of the word typed. */
  synonyms?: readonly Synonym[];
  /** The `next` of the page before. */
  after?: string | null;
  limit: number;
  /** Take the words as they were typed: correct nothing. */
  isVerbatim?: boolean;
}

export interface SimilarQuestion {
  title: string;
  text: string;
  scope: SearchScope;
  filters?: SearchFilters;
  limit: number;
}

export interface SearchHit extends SearchKey {
  score: number;
  /** How much of what was asked the document holds, 0 to 1, words weighed by how rare they are. */
  coverage: number;
  /** The language of the document, where the engine knows it. */
  language?: string;
}

/** Beginnings of words that count as a match in a document of each language; under "" those of every one. */
export type StemsByLanguage = ReadonlyMap<string, readonly string[]>;

export interface Correction {
  typed: string;
  meant: string;
}

/** Facets are counted over so many of the best documents at most. */
export const MOST_CANDIDATES = 200;
/** So many results can be paged through: nobody reads on, and whoever has come here is to say more of what they look for. */
export const MOST_RESULTS = 1000;

export interface SearchHits {
  engine: EngineName;
  hits: SearchHit[];
  /** The best documents of all pages, up to MOST_CANDIDATES: what facets are counted over. */
  candidates: SearchKey[];
  /** How many fit, by the index and MOST_RESULTS at most; null where there are more candidates than were counted. */
  total: number | null;
  /** Hand it back as `after` for more; null at the end. */
  next: string | null;
  corrections: Correction[];
  /** For highlighting. */
  stems: StemsByLanguage;
}

export type EngineName = "postgres" | "meilisearch";

export interface EngineHealth {
  engine: EngineName;
  isHealthy: boolean;
  documents: number;
  detail?: string;
}

/** Averages over documents, in words: long texts are measured against them. */
export interface FieldLengths {
  title: number;
  body: number;
  solution: number;
  replies: number;
}

/** Fills a new index beside the one in use; nothing is seen of it until `finish`. */
export interface IndexRebuild {
  /** Whether a rebuild that was stopped has left a new index to go on with. */
  isBegun(): Promise<boolean>;
  /** Makes an empty new index; field lengths are averaged over the sample. */
  begin(sample: readonly SearchDocument[]): Promise<void>;
  /**
   * Adds documents that were not added before; `note` is part of the same change where there are transactions. A call need
   * not wait for the one before: it is written after that, and not at all when that failed.
   */
  load(documents: readonly SearchDocument[], note?: NoteProgress): Promise<void>;
  /**
   * Puts the new index in the old one's place, after `catchUp` has brought it in step with what changed meanwhile; `note`
   * is part of the change of place.
   */
  finish(catchUp?: CatchUp, note?: NoteProgress): Promise<void>;
  /** Gives back what it holds in this process, however it ended; what was loaded stays. */
  close(): Promise<void>;
}

export type NoteProgress = (db: Database) => Promise<void>;
/** Takes some of the changes and writes them; how many they were. */
export type CatchUp = (write: IndexWriter, db: Database) => Promise<number>;
export const nothingChanged: CatchUp = async () => 0;

/** As much of a database connection as is handed on. */
export interface Database {
  query<Row extends object>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

export interface IndexWriter {
  upsert(documents: readonly SearchDocument[]): Promise<void>;
  remove(keys: readonly SearchKey[]): Promise<void>;
}

export interface SearchEngine extends IndexWriter {
  readonly name: EngineName;
  query(question: SearchQuestion): Promise<SearchHits>;
  suggest(prefix: string, scope: SearchScope, limit: number, synonyms?: readonly Synonym[]): Promise<SearchHit[]>;
  /** What looks like a whole text, best first. */
  similar(question: SimilarQuestion): Promise<SearchHit[]>;
  health(): Promise<EngineHealth>;
  rebuild(): IndexRebuild;
}

/** A key as one number, as the index stores it: a thread's id, an answer's id below zero. */
export const documentNumber = ({ kind, id }: SearchKey) => (kind === "thread" ? id : -id);

/** The key of a document's number. */
export const keyOf = (document: number): SearchKey =>
  document > 0 ? { kind: "thread", id: document } : { kind: "answer", id: -document };
