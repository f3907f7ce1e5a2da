interface Entry {
  text: string;
  bytes: number;
  expires: number;
}

/** What an entry costs beside its text: key, record and place in the map. */
const ENTRY_OVERHEAD = 300;

/** Texts by key, the least recently used leaving first when all together would take more than `maxBytes`. */
export class ByteCache {
  #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(
    readonly maxBytes: number,
    readonly now: () => number = Date.now,
  ) {}

  /** Memory held, in bytes, counting two for each UTF-16 unit. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): string | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (entry.expires <= this.now()) {
      this.#bytes -= entry.bytes;
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry.text;
  }

  /** Keeps a text for `milliseconds`, or for as long as there is room. */
  set(key: string, text: string, milliseconds = Number.POSITIVE_INFINITY): void {
    this.delete(key);
    const bytes = text.length * 2 + ENTRY_OVERHEAD;
    if (bytes > this.maxBytes) return;
    this.#entries.set(key, { text, bytes, expires: this.now() + milliseconds });
    this.#bytes += bytes;
    for (const [oldest] of this.#entries) {
      if (this.#bytes <= this.maxBytes) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
