import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "br" | "gzip" | "identity";

const QUALITY = 4; // about gzip's cost at level 6, and a tenth smaller
const WINDOW = 18; // 256 KB: no page is larger, and the usual 4 MB would be set up for each
const WORTH_IT = 1024; // bytes; below, headers outweigh what is saved
const compressible =
  /^(?:text\/(?!event-stream)|application\/(?:json|xml|rss\+xml|atom\+xml|manifest\+json|javascript)|image\/svg)/;

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);
const chosen = new Map<string, Encoding>();

/** The best encoding that a browser's Accept-Encoding allows. */
export function acceptedEncoding(header: string | undefined): Encoding {
  if (!header) return "identity";
  const known = chosen.get(header);
  if (known) return known;
  const encoding = accepts(header, "br") ? "br" : accepts(header, "gzip") ? "gzip" : "identity";
  if (chosen.size > 500) chosen.clear(); // whoever makes them up must not fill the memory
  chosen.set(header, encoding);
  return encoding;
}

function accepts(header: string, encoding: string) {
  const entry = header
    .toLowerCase()
    .split(",")
    .map((part) => part.trim().split(/\s*;\s*/))
    .find(([name]) => name === encoding);
  return entry !== undefined && !entry.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
}

/** Whether a body of that type and size gets smaller. */
export function isCompressible(type: string | null, size: number) {
  return size >= WORTH_IT && compressible.test(type ?? "");
}

/** Compresses a whole body. */
export async function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === "br") {
    return brotli(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: WINDOW,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    });
  }
  return encoding === "gzip" ? deflate(body) : body;
}
