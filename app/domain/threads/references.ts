/** What texts of a page refer to by signs: `@vera`, `#412`. */
export interface References {
  handles: string[];
  numbers: number[];
}

/** Of those, what the reader may see. */
export interface KnownReferences {
  handles: ReadonlySet<string>;
  numbers: ReadonlySet<number>;
}

/** More in one page are left as they are written. */
const MOST = 50;

// Not within a word, an address or a number: "mail@vera.example", "page#3" and "&#39;" refer to nothing.
const REFERENCE = /(?<![\p{L}\p{N}&/#@.=_-])(?:@([a-z0-9][a-z0-9-]{0,59})|#([1-9]\d{0,8}))(?![\p{L}\p{N}_])/gu;

/** Every reference in some texts, each once. */
export function referencesIn(texts: readonly string[]): References {
  const handles = new Set<string>();
  const numbers = new Set<number>();
  for (const text of texts) {
    if (!/[@#]/.test(text)) continue;
    for (const [, handle, number] of text.matchAll(REFERENCE)) {
      if (handle && handles.size < MOST) handles.add(handle);
      if (number && numbers.size < MOST) numbers.add(Number(number));
    }
  }
  return { handles: [...handles], numbers: [...numbers] };
}

/** Elements whose text is what it is. */
const OPAQUE = new Set(["a", "code", "pre"]);

/** Makes links of the references in rendered HTML that the reader may see; the others stay words. */
export function linkReferences(html: string, { handles, numbers }: KnownReferences): string {
  if (handles.size + numbers.size === 0) return html;
  let inside = 0;
  return html.replace(/<(\/?)([a-z0-9]+)[^>]*>|[^<]+/g, (piece, close: string | undefined, tag: string | undefined) => {
    if (tag === undefined) return inside > 0 ? piece : piece.replace(REFERENCE, linked);
    if (OPAQUE.has(tag)) inside += close ? -1 : 1;
    return piece;
  });

  function linked(words: string, handle: string | undefined, number: string | undefined) {
    if (handle) return handles.has(handle) ? `<a href="/people/${handle}">${words}</a>` : words;
    return numbers.has(Number(number)) ? `<a href="/threads/${number}">${words}</a>` : words;
  }
}
