/**
 * The text with one slip in its longest word: a letter left out, put in, changed or swapped with its neighbour, by the
 * word itself, so that every run makes the same slips.
 */
export function withTypo(text: string): string {
  const words = text.match(/\p{L}{4,}/gu) ?? [];
  const word = words.reduce((longest, one) => (one.length > longest.length ? one : longest), "");
  return word === "" ? text : text.replace(word, slip(word));
}

const LETTERS = "etaoinshrdlu";

function slip(word: string): string {
  const seed = [...word].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
  const at = 1 + (seed % (word.length - 2));
  const letter = LETTERS[seed % LETTERS.length] ?? "e";
  const [before, here, next, after] = [
    word.slice(0, at),
    word.slice(at, at + 1),
    word.slice(at + 1, at + 2),
    word.slice(at + 2),
  ];
  switch (seed % 4) {
    case 0:
      return before + next + after;
    case 1:
      return before + letter + here + next + after;
    case 2:
      return before + (letter === here ? "x" : letter) + next + after;
    default:
      return before + next + here + after;
  }
}
