import type { DocumentRows, Posting } from "./postings.server.ts";
import { LONGEST_TITLE } from "./prepare.ts";

/** How COPY's binary form begins: its name, no flags, no extension. */
const HEAD = Buffer.from("PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
/** A smaller one would share its memory with others: this one is handed from thread to thread. */
const SMALLEST = 65_536;
/** In a row's place it says that there are no more. */
const NO_MORE = -1;
const YEAR_2000 = Date.UTC(2000, 0, 1);
const MICROSECONDS = 1000n;

/**
 * Rows as COPY reads them without parsing: a number costs both sides a few nanoseconds so, as text ten times as many.
 */
class BinaryRows {
  #buffer: Buffer;
  #view: DataView;
  #at: number;

  constructor(bytes: number) {
    this.#buffer = Buffer.allocUnsafe(Math.max(bytes, SMALLEST));
    this.#view = viewOf(this.#buffer);
    this.#at = HEAD.copy(this.#buffer);
  }

  /** Begins a row of so many columns. */
  row(columns: number) {
    this.#reserve(2);
    this.#at = this.#buffer.writeInt16BE(columns, this.#at);
  }

  int2(value: number) {
    this.#column(2);
    this.#view.setInt16(this.#at, value);
    this.#at += 2;
  }

  int4(value: number) {
    this.#column(4);
    this.#view.setInt32(this.#at, value);
    this.#at += 4;
  }

  float4(value: number) {
    this.#column(4);
    this.#view.setFloat32(this.#at, value);
    this.#at += 4;
  }

  /** A whole number of 53 bits, not below zero. */
  int8(value: number) {
    this.#column(8);
    this.#view.setUint32(this.#at, value / 4_294_967_296);
    this.#view.setUint32(this.#at + 4, value >>> 0);
    this.#at += 8;
  }

  moment(value: Date) {
    this.#column(8);
    this.#view.setBigInt64(this.#at, BigInt(value.getTime() - YEAR_2000) * MICROSECONDS);
    this.#at += 8;
  }

  text(value: string) {
    const length = Buffer.byteLength(value);
    this.#column(length);
    this.#at += this.#buffer.write(value, this.#at);
  }

  /** A tsvector: its lexemes, each ended by a zero, and their places. */
  vector(postings: readonly Posting[]) {
    this.#reserve(8);
    const start = this.#at;
    this.#at = this.#buffer.writeInt32BE(postings.length, start + 4);
    for (const { lexeme, places } of postings) {
      this.#reserve(lexeme.length * 3 + 3 + places.length * 2);
      this.#letters(lexeme);
      this.#view.setUint8(this.#at, 0);
      this.#view.setUint16(this.#at + 1, places.length);
      this.#at += 3;
      for (const place of places) {
        this.#view.setUint16(this.#at, place);
        this.#at += 2;
      }
    }
    this.#view.setInt32(start, this.#at - start - 4);
  }

  /** Short words of ASCII are sooner written letter by letter than handed over to be. */
  #letters(word: string) {
    const start = this.#at;
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at);
      if (code > 127) {
        this.#at = start + this.#buffer.write(word, start);
        return;
      }
      this.#buffer[start + at] = code;
    }
    this.#at = start + word.length;
  }

  end(): Buffer {
    this.row(NO_MORE);
    return this.#buffer.subarray(0, this.#at);
  }

  #column(length: number) {
    this.#reserve(length + 4);
    this.#view.setInt32(this.#at, length);
    this.#at += 4;
  }

  #reserve(bytes: number) {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer) => new DataView(buffer, byteOffset, length);

/** The rows of some documents as COPY reads them, one document after the other. */
export class CopiedRows {
  readonly #documents: BinaryRows;
  readonly #postings: BinaryRows;

  constructor(documents: number) {
    this.#documents = new BinaryRows(documents * BYTES_OF_A_DOCUMENT);
    this.#postings = new BinaryRows(documents * BYTES_OF_ITS_POSTINGS);
  }

  add(rows: DocumentRows) {
    this.#addDocument(rows);
    this.#addPostings(rows);
  }

  end(): { documents: Buffer; postings: Buffer } {
    return { documents: this.#documents.end(), postings: this.#postings.end() };
  }

  /** document, category, flags, title, language, created_at, vector. */
  #addDocument({ document, postings }: DocumentRows) {
    const rows = this.#documents;
    rows.row(7);
    rows.int4(document.document);
    rows.int4(document.category);
    rows.int2(document.flags);
    rows.text(document.title.slice(0, LONGEST_TITLE));
    rows.text(document.language);
    rows.moment(document.createdAt);
    rows.vector(postings);
  }

  /** lexeme, category, document, x, flags, day. */
  #addPostings({ document, day, postings }: DocumentRows) {
    const rows = this.#postings;
    for (const { hash, x, flags } of postings) {
      rows.row(6);
      rows.int8(hash);
      rows.int4(document.category);
      rows.int4(document.document);
      rows.float4(x);
      rows.int2(flags);
      rows.int2(day);
    }
  }
}

/** A guess: what is larger is given more room. */
const BYTES_OF_A_DOCUMENT = 4096;
const BYTES_OF_ITS_POSTINGS = 200 * 50;
