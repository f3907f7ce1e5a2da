interface Question {
  title: string;
  body: string;
  expected: string;
  tried: string;
  questions?: readonly string[];
}

/** Fingers run along a keyboard's row: Latin ones of three countries, and Cyrillic. */
const MASHED =
  /^(?:asdf(?:g(?:h(?:jkl?)?)?)?|qwer(?:t(?:y|z)?)?|azerty?|[zy]xcvb?n?m?|hjkl|jkl[öñ;]?|sdfg|dfgh|fghj|lkjh|йцук(?:ен)?|фыва|ячсм)+$/u;
const MASHED_MAX = 40;
/** "aaa" and "hahaha" are no word of any language. */
const SAME_MIN = 3;
const TWO_MIN = 6;
/** One sign of these is a word, or may be. */
const HAS_WORDS_OF_ONE =
  /[^\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Inherited}\p{sc=Common}]/u;

/**
 * Whether a question can be none: nothing but punctuation, one letter, the same one or two over and over, or a row of keys. All its
 * texts count together, and anything that might be a code, a picture or a word of any script is enough.
 */
export function saysNothing({ title, body, expected, tried, questions = [] }: Question): boolean {
  const text = [title, body, expected, tried, ...questions].join("\n").normalize("NFKC").toLowerCase();
  if (/[\p{N}\p{So}\p{Extended_Pictographic}]/u.test(text)) return false;
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return isDull(words.join("")) || words.every((word) => isDull(word) || isMashed(word));
}

/** A longer one is read no further: the row's pieces can be told apart in more than one way. */
const isMashed = (word: string) => word.length <= MASHED_MAX && MASHED.test(word);

function isDull(word: string): boolean {
  const letters = [...word];
  if (letters.length <= 1) return !HAS_WORDS_OF_ONE.test(word);
  const kinds = new Set(letters).size;
  return (kinds === 1 && letters.length >= SAME_MIN) || (kinds === 2 && letters.length >= TWO_MIN);
}
