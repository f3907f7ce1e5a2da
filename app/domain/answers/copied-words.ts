import { placeOf, readingOf, type Stretch } from "../private-values/reading.ts";

/** So many words in a row that are somebody's private words are a copy, whoever wrote them down again. */
export const COPIED_WORDS = 8;

interface Word {
  text: string;
  start: number;
  end: number;
}

// Scripts that put no spaces between words count by the character.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu;

function wordsIn(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Every run of eight words in these texts, whatever stands between the words, made of the given words only. */
function runsOf(texts: readonly string[], vocabulary: ReadonlySet<string>): Set<string> {
  const runs = new Set<string>();
  for (const text of texts) {
    let row: string[] = [];
    for (const [word] of readingOf(text, "folded").plain.matchAll(WORD)) {
      row = vocabulary.has(word) ? [...row.slice(1 - COPIED_WORDS), word] : [];
      if (row.length === COPIED_WORDS) runs.add(row.join(" "));
    }
  }
  return runs;
}

/**
 * Where `text` repeats eight or more words in a row from the private texts. Words that stand in public already are not
 * private, also when somebody repeated them in private: a statement is drafted from its thread.
 */
export function copiedIn(text: string, privateTexts: readonly string[], publicTexts: readonly string[]): Stretch[] {
  const reading = readingOf(text, "folded");
  const words = wordsIn(reading.plain);
  const vocabulary = new Set(words.map((word) => word.text));
  const secret = runsOf(privateTexts, vocabulary);
  if (secret.size === 0) return [];
  const known = runsOf(publicTexts, vocabulary);
  const found: Stretch[] = [];
  for (let i = 0; i + COPIED_WORDS <= words.length; i++) {
    const run = words.slice(i, i + COPIED_WORDS);
    const key = run.map((word) => word.text).join(" ");
    const [first, last] = [run[0], run.at(-1)];
    if (first && last && secret.has(key) && !known.has(key)) lengthen(found, placeOf(reading, first.start, last.end));
  }
  return found;
}

/** Runs that overlap are one copied passage. */
function lengthen(found: Stretch[], next: Stretch) {
  const last = found.at(-1);
  if (last && next.start <= last.end) last.end = next.end;
  else found.push({ ...next });
}
