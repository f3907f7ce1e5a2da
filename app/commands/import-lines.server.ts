import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

const CHUNK_BYTES = 256 * 1024;

/** A thread of ten thousand long posts fits; what is longer is reported, never held. */
export const MAX_LINE_BYTES = 32 * 1024 * 1024;

/** A line of a file, or why it cannot be read as text. */
export type Line = { number: number; text: string } | { number: number; problem: "line_too_long" | "invalid_utf8" };

/** The bytes of a file or of standard input (`-`), unpacked when they are gzip. Calls back with the bytes read so far. */
export async function* readBytes(path: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const source = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const counted = count(source, onRead);
  const { value: head } = await counted.next();
  if (!head) return;
  const whole = prepend(head, counted);
  yield* isGzip(head) ? gunzip(whole) : whole;
}

async function* count(source: AsyncIterable<Buffer>, onRead: (bytes: number) => void) {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    onRead(bytes);
    yield chunk;
  }
}

async function* prepend(head: Buffer, rest: AsyncIterable<Buffer>) {
  yield head;
  yield* rest;
}

const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b;

/** A file that ends in the middle, or is damaged, throws once all that could be read has been given. */
function gunzip(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const unpacked = createGunzip({ chunkSize: CHUNK_BYTES });
  pipeline(Readable.from(packed), unpacked, () => {});
  return unpacked;
}

const LINE_BREAK = 0x0a;

/** Splits bytes into lines, holding no more than one line of the largest allowed size. Numbers start at 1. */
export async function* splitLines(bytes: AsyncIterable<Buffer>, maxBytes = MAX_LINE_BYTES): AsyncGenerator<Line> {
  const line = new LineBuffer(maxBytes);
  let number = 0;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_BREAK); end !== -1; end = chunk.indexOf(LINE_BREAK, start)) {
      line.add(chunk.subarray(start, end));
      yield { number: ++number, ...line.take() };
      start = end + 1;
    }
    line.add(chunk.subarray(start));
  }
  if (line.length > 0) yield { number: ++number, ...line.take() };
}

/** The pieces of the line that is being read; those of a line that is too long are counted and dropped. */
class LineBuffer {
  private pieces: Buffer[] = [];
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  length = 0;
  constructor(private readonly maxBytes: number) {}

  add(piece: Buffer) {
    this.length += piece.length;
    if (this.length > this.maxBytes) this.pieces = [];
    else if (piece.length > 0) this.pieces.push(piece);
  }

  take(): { text: string } | { problem: "line_too_long" | "invalid_utf8" } {
    const { pieces, length } = this;
    this.pieces = [];
    this.length = 0;
    if (length > this.maxBytes) return { problem: "line_too_long" };
    try {
      return { text: this.decoder.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)) };
    } catch {
      return { problem: "invalid_utf8" };
    }
  }
}
