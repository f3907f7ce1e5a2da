// A backup is a gzip stream of frames, each a length and so many bytes. JSON frames say what follows: the head, then
// each table; a table's rows follow as frames of COPY text, closed by an empty one; then each attached file, its bytes
// in frames, closed likewise; the last frame is `{"end": true}`.

const LENGTH_BYTES = 4;

/** One frame, ready to be written. */
export function frame(content: Buffer | object): Buffer {
  const body = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

export const endOfRows = frame(Buffer.alloc(0));

/** Reads frames one after the other from a stream, however it is cut into pieces. */
export class FrameReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.chunks = stream[Symbol.asyncIterator]();
  }

  /** The next frame's bytes. */
  async next(): Promise<Buffer> {
    const length = await this.take(LENGTH_BYTES);
    return this.take(length.readUInt32BE());
  }

  async nextJson(): Promise<unknown> {
    return JSON.parse((await this.next()).toString("utf8"));
  }

  /** The frames up to the empty one. */
  async *rows(): AsyncGenerator<Buffer> {
    for (let rows = await this.next(); rows.length > 0; rows = await this.next()) yield rows;
  }

  private async take(bytes: number): Promise<Buffer> {
    const parts = [this.rest];
    let have = this.rest.length;
    while (have < bytes) {
      const { value, done } = await this.chunks.next();
      if (done) throw new Error("The backup ends before its end.");
      parts.push(value);
      have += value.length;
    }
    const whole = Buffer.concat(parts);
    this.rest = whole.subarray(bytes);
    return whole.subarray(0, bytes);
  }
}
