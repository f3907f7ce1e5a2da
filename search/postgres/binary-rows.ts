import type { DocumentRows, Posting } from "./postings.server.ts";
import { LONGEST_TITLE } from "./prepare.ts";

/** How COPY's binary form begins: its name, no flags, no extension. */
const HEAD = Buffer.from("PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
/** In a row's place it says that there are no more. */
const NO_MORE = -1;
const YEAR_2000 = Date.UTC(2000, 0, 1);
const MICROSECONDS = 1000n;

/**
 * Rows as COPY reads them without parsing: a number costs both sides a few nanoseconds so, as text ten times as many.
 */
class BinaryRows {
  #buffer = Buffer.allocUnsafe(65_536);
  #view = viewOf(this.#buffer);
  #at = HEAD.copy(this.#buffer);

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
  vector(postings: ReadonlyMap<number, Posting>) {
    this.#reserve(8);
    const start = this.#at;
    this.#at = this.#buffer.writeInt32BE(postings.size, start + 4);
    for (const { lexeme, places } of postings.values()) {
      this.#reserve(lexeme.length * 3 + 3 + places.length * 2);
      this.#at += this.#buffer.write(lexeme, this.#at);
      this.#buffer[this.#at++] = 0;
      this.#at = this.#buffer.writeUInt16BE(places.length, this.#at);
      for (const place of places) this.#at = this.#buffer.writeUInt16BE(place, this.#at);
    }
    this.#buffer.writeInt32BE(this.#at - start - 4, start);
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

/** Documents as COPY reads them: document, category, flags, title, language, created_at, vector. */
export function documentRows(all: readonly DocumentRows[]): Buffer {
  const rows = new BinaryRows();
  for (const { document, postings } of all) {
    rows.row(7);
    rows.int4(document.document);
    rows.int4(document.category);
    rows.int2(document.flags);
    rows.text(document.title.slice(0, LONGEST_TITLE));
    rows.text(document.language);
    rows.moment(document.createdAt);
    rows.vector(postings);
  }
  return rows.end();
}

/** Their postings: lexeme, category, document, x, flags, day. */
export function postingRows(all: readonly DocumentRows[]): Buffer {
  const rows = new BinaryRows();
  for (const { document, day, postings } of all) {
    for (const [hash, { x, flags }] of postings) {
      rows.row(6);
      rows.int8(hash);
      rows.int4(document.category);
      rows.int4(document.document);
      rows.float4(x);
      rows.int2(flags);
      rows.int2(day);
    }
  }
  return rows.end();
}
