import { fold } from "../words.ts";

const NOT_ASCII = /[^\0-\x7f]/;
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/gu;

/**
 * How alike texts are to one, 0 to 1: of the trigrams that either has, the part that both have, as pg_trgm counts them.
 * Counted here, where the text asked for is taken apart once and not for each title.
 */
export function likenessTo(text: string): (other: string) => number {
  const own = new Uint8Array(NUMBERS);
  let ownCount = 0;
  eachTrigram(text, (trigram) => {
    if (own[trigram] === 0) ownCount++;
    own[trigram] = 1;
  });
  return (other) => {
    const round = nextRound();
    let count = 0;
    let shared = 0;
    eachTrigram(other, (trigram) => {
      if (seenIn[trigram] === round) return;
      seenIn[trigram] = round;
      count++;
      shared += own[trigram] as number;
    });
    return count === 0 ? 0 : shared / (ownCount + count - shared);
  };
}

/** In which text a trigram was last seen: a table is many times faster than a set for each of a hundred titles. */
const NUMBERS = 65_536;
const seenIn = new Uint32Array(NUMBERS);
let round = 0;

function nextRound() {
  round = (round + 1) % 0xffff_ffff;
  if (round === 0) seenIn.fill(0);
  return round || ++round;
}

const SPACE = 0;

/** The trigrams of every word, with two spaces before it and one behind, each as a number. */
function eachTrigram(text: string, visit: (trigram: number) => void) {
  const words = NOT_ASCII.test(text) ? fold(text).replace(BETWEEN_WORDS, " ") : text;
  let before = SPACE;
  let last = SPACE;
  for (let at = 0; at <= words.length; at++) {
    const unit = at < words.length ? unitOf(words.charCodeAt(at)) : SPACE;
    if (unit === SPACE && last === SPACE) continue;
    visit(((before * UNITS + last) * UNITS + unit) % NUMBERS);
    before = unit === SPACE ? SPACE : last;
    last = unit;
  }
}

/** Of so many no two trigrams share a number. */
const UNITS = 37;

/** Letters and figures of ASCII from 1 to 36, 0 for whatever else is ASCII; beyond it a letter by its code. */
function unitOf(code: number) {
  if (code > 127) return code;
  if (code >= 97 && code <= 122) return code - 96;
  if (code >= 65 && code <= 90) return code - 64;
  return code >= 48 && code <= 57 ? code - 21 : SPACE;
}
