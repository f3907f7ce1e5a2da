/** A stretch of a text, by its first character and the one after its last. */
export interface Stretch {
  start: number;
  end: number;
}

/** A text as it is read, with the place of each character in the text as it is written. */
export interface Reading {
  plain: string;
  /** `at[i]` is where character i of `plain` begins in the source; one entry more, for the end. */
  at: number[];
}

/**
 * What a reader sees: compatibility forms unified, invisible characters gone, so that `４１１１` and a number with a
 * zero-width space in it are found like any other.
 */
export function readingOf(text: string, letters: "as written" | "folded" = "as written"): Reading {
  if (!/[^\n -~]/.test(text)) return asciiReading(letters === "folded" ? text.toLowerCase() : text);
  const units: string[] = [];
  const at: number[] = [];
  let place = 0;
  for (const character of text) {
    const seen = /\p{Cf}/u.test(character) ? "" : character.normalize("NFKC");
    const read = letters === "folded" ? seen.toLowerCase() : seen;
    for (const unit of read.split("")) {
      units.push(unit);
      at.push(place);
    }
    place += character.length;
  }
  return { plain: units.join(""), at: [...at, place] };
}

const asciiReading = (plain: string): Reading => ({ plain, at: Array.from({ length: plain.length + 1 }, (_, i) => i) });

/** Where a stretch of the reading stands in the source. */
export function placeOf({ at }: Reading, start: number, end: number): Stretch {
  return { start: at[start] ?? 0, end: at[end] ?? at.at(-1) ?? 0 };
}
