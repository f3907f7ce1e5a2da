/**
 * From text to words, the same for what is stored and what is asked. Runs before the database's parser, which
 * would take "and/or" for a file, "2-3" for a negative number and, in some locales, a curly quote for a letter.
 */

const NOT_ASCII = /[^\0-\x7f]/;
const LATIN_MARKS = /(?<=[a-z])[\u0300-\u036f]+/g;
const UNDIVIDED: Record<string, string> = {
  ß: "ss",
  đ: "d",
  ð: "d",
  ł: "l",
  ø: "o",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ı: "i",
};
const UNDIVIDED_LETTERS = /[ßđðłøæœþı]/g;

const CYRILLIC = /[\u0400-\u045f]/;
const CYRILLIC_CAPITALS = /[\u0400-\u042f]/g;
const CYRILLIC_LETTERS = /[\u0430-\u045f]/g;
const LATIN_FOR =
  latinFor(`а a б b в v г g д d ђ d е e ж z з z и i ј j к k л l љ lj м m н n њ nj о o п p р r с s т t ћ c
  у u ф f х h ц c ч c џ dz ш s щ st ъ a ь - ю ju я ja й j ѝ i ё e ы y э e і i ї i є e ґ g ў u ќ k ѓ g ѕ dz ѐ e`);

function latinFor(pairs: string) {
  const letters = pairs.split(/\s+/).map((letter) => (letter === "-" ? "" : letter));
  return new Map(letters.flatMap((letter, at) => (at % 2 === 0 ? [[letter, letters[at + 1] ?? ""] as const] : [])));
}

/** Cyrillic small letters as Serbian writes them in Latin, without accents: one language in two alphabets is one. */
function inLatin(text: string) {
  if (!CYRILLIC.test(text)) return text;
  return text.replace(CYRILLIC_LETTERS, (letter) => LATIN_FOR.get(letter) ?? letter);
}

/** A text that keeps its words but for the alphabet, for an engine that folds them itself. */
export const inOneAlphabet = (text: string): string =>
  CYRILLIC.test(text) ? inLatin(text.replace(CYRILLIC_CAPITALS, (letter) => letter.toLowerCase())) : text;

/** Lower case, one alphabet, compatibility forms and Latin accents taken away: "Čerka", "Черка" and "cerka" are one. */
export function fold(text: string): string {
  return NOT_ASCII.test(text) ? withoutMarks(inLatin(text.toLowerCase().normalize("NFC"))) : text.toLowerCase();
}

/** The same in its own alphabet, for a dictionary that reads no other. "ё" is mostly written "е". */
function foldAsSpelled(text: string): string {
  return NOT_ASCII.test(text)
    ? withoutMarks(text.toLowerCase().normalize("NFC").replaceAll("ё", "е"))
    : text.toLowerCase();
}

function withoutMarks(text: string) {
  return text
    .normalize("NFKD")
    .replace(LATIN_MARKS, "")
    .normalize("NFC")
    .replace(UNDIVIDED_LETTERS, (letter) => UNDIVIDED[letter] ?? letter);
}

/** A word as it is written, and as it stands where there is one alphabet. */
export const formsOf = (word: string): string[] => [...new Set([word, inOneAlphabet(word)])];

const APOSTROPHE_ENDINGS = /n?['’](?:(?<=n['’])t|(?<!n['’])(?:s|re|ve|ll|d|m))(?![a-z])/g;
// Beginning with the hyphen lets the machine skip to the next one.
const JOINING_HYPHEN = /-(?<=(?<![\p{L}\p{N}-])(\p{L}[\p{L}\p{N}]{0,19})-)(?=([\p{L}\p{N}]{1,20})(?![\p{L}\p{N}-]))/gu;
const BETWEEN_WORDS_ASCII = /[^a-z0-9]+/g;
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/gu;

/** Folded words with single spaces between: "Wi-Fi doesn't" becomes "wi wifi fi does". */
export const plainWords = (text: string): string => wordsOf(fold(text));

/** The same in the alphabet they are written in: "Принтер" stays "принтер", where `plainWords` makes "printer" of it. */
export const spelledWords = (text: string): string => wordsOf(foldAsSpelled(text));

function wordsOf(folded: string): string {
  const joined = folded.replace(APOSTROPHE_ENDINGS, "").replace(JOINING_HYPHEN, " $1$2 ");
  return joined.replace(NOT_ASCII.test(joined) ? BETWEEN_WORDS : BETWEEN_WORDS_ASCII, " ").trim();
}

/** How many words a text of `plainWords` has. */
export function countWords(plain: string): number {
  if (plain === "") return 0;
  let count = 1;
  for (let at = plain.indexOf(" "); at !== -1; at = plain.indexOf(" ", at + 1)) count++;
  return count;
}

const MAX_IDENTIFIERS = 300;
const MAX_IDENTIFIER_LENGTH = 80;
/** A quick look, since hardly any word is a name. */
const MAY_BE_NAME = /[^\s_:.\-@][_:.\-@]+[^\s_:.\-@]|\.\w|\w[+#]|\w\/\w/;
const CANDIDATE = /[\p{L}\p{N}.][\p{L}\p{N}_:.\-/@]*[\p{L}\p{N}+#]+/gu;
const HAS_INNER_MARK = /[^\W_][_:.\-@][^\W_]|[_:]{2}|^\.[a-z]|[+#]$/i;

/**
 * What falls apart as words but is one name: net::ERR_FAILED, v2.3.1, HL-L2350DW, my.setting, C++. Folded, without the
 * v before a version; of a name in parts (a::b, a/b), the parts too.
 */
export function identifiers(text: string): string[] {
  const found = new Set<string>();
  for (const token of text.split(/\s+/)) {
    if (token.length > MAX_TOKEN || !MAY_BE_NAME.test(token)) continue;
    for (const name of namesIn(token)) found.add(name);
    if (found.size >= MAX_IDENTIFIERS) break;
  }
  return [...found];
}

/** Longer ones are addresses and noise. */
const MAX_TOKEN = 200;

function* namesIn(token: string) {
  for (const [candidate] of token.matchAll(CANDIDATE)) {
    if (candidate.length > MAX_IDENTIFIER_LENGTH || candidate.includes("://")) continue;
    if (isPath(candidate)) yield asIdentifier(candidate);
    for (const part of candidate.split("/"))
      for (const name of [part, ...part.split("::")]) if (isName(name)) yield asIdentifier(name);
  }
}

/** etc/hosts/x and AB-1234/5 are names; and/or is none. */
function isPath(candidate: string) {
  const slashes = candidate.split("/").length - 1;
  return slashes > 1 || (slashes === 1 && /\d/.test(candidate) && /\p{L}/u.test(candidate));
}

const VERSION = /^v(?=\d)/;
const asIdentifier = (name: string) => fold(name).replace(VERSION, "");

function isName(name: string) {
  if (name.length < 2 || !HAS_INNER_MARK.test(name)) return false;
  // Words with a hyphen are found as words, together and apart; a part number has digits.
  return /[_:.@+#]/.test(name) || /\d/.test(name);
}
