import { fold, inOneAlphabet } from "./words.ts";

const CYRILLIC = /\p{Script=Cyrillic}/u;

/** Serbian is written in both; what is two letters in one and a single one in the other comes first. */
const SERBIAN = new Map(
  "lj љ nj њ dž џ a а b б v в g г d д đ ђ e е ž ж z з i и j ј k к l л m м n н o о p п r р s с t т ć ћ u у f ф h х c ц č ч š ш"
    .split(" ")
    .flatMap((letters, at, all) => (at % 2 === 0 ? [[letters, all[at + 1] ?? ""] as const] : [])),
);
const SERBIAN_LETTERS = new RegExp([...SERBIAN.keys()].join("|"), "g");

const inCyrillic = (word: string) => word.replace(SERBIAN_LETTERS, (letters) => SERBIAN.get(letters) ?? letters);

/**
 * The word that was meant, in the script in which it was typed: as one of the texts has it, where the index has it in the other
 * alone. What only stands there in the other is written in this one as Serbian does.
 */
export function inScriptOf(typed: string, meant: string, texts: readonly string[]): string {
  const isCyrillic = CYRILLIC.test(typed);
  if (isCyrillic === CYRILLIC.test(meant)) return meant;
  const folded = fold(meant);
  const written = texts.flatMap((text) => text.match(WORDS) ?? []).filter((word) => fold(word) === folded);
  const word = (written.find((one) => CYRILLIC.test(one) === isCyrillic) ?? written[0] ?? meant).toLowerCase();
  if (CYRILLIC.test(word) === isCyrillic) return word;
  return isCyrillic ? inCyrillic(word.normalize("NFC")) : inOneAlphabet(word);
}

const WORDS = /[\p{L}\p{M}]+/gu;
