import type { FieldLengths, SearchDocument } from "../engine.ts";
import { CopiedRows } from "./binary-rows.ts";
import { lookUpWords, rowsOf, type StemmedDocument } from "./postings.server.ts";
import { prepare } from "./prepare.ts";
import { Dictionaries, isMeant, isWritten, type Stem } from "./stems.server.ts";
import type { Queryable } from "./store.server.ts";

/** Documents that are to be put into an index that does not hold them, as COPY reads them. */
export interface MadeRows {
  documents: Buffer;
  postings: Buffer;
  /** Words to be noted that were not in what was made before. */
  words: Stem[];
}

/** Makes the rows of all documents of a new index: most of its work, and none of it the database's. */
export class RowMaker {
  readonly #dictionaries = new Dictionaries();

  constructor(readonly averages: FieldLengths) {}

  async make(db: Queryable, documents: readonly SearchDocument[]): Promise<MadeRows> {
    const stemmed = documents.map((document) => lookUpWords(prepare(document), this.#dictionaries));
    const learned = await this.#dictionaries.learn(db);
    const rows = new CopiedRows(documents.length);
    for (const document of stemmed) rows.add(rowsOf(document, this.averages));
    return { ...rows.end(), words: toNote(learned, stemmed) };
  }
}

/** A number in a text is no name, and was met there perhaps: those of titles are noted again. */
function toNote(learned: readonly Stem[], stemmed: readonly StemmedDocument[]): Stem[] {
  const ofTitles = stemmed.flatMap(({ words }) => words.title).filter(isMeant);
  const numbered = ofTitles.filter((stem) => isWritten(stem, "title") && !isWritten(stem, "body"));
  return [...new Set([...learned.filter((stem) => isWritten(stem, "body")), ...numbered])];
}
