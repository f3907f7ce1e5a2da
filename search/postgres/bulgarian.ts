/** Articles where they follow what nouns and adjectives end in, plurals, and the vowels that are left; the longest first. */
const ENDING = /^(.{3,}?)(?:(?<=a|st)ta|(?<=[eo])to|(?<=[ei])te|(?<=[^aeiou])at|[eo]ve|[aeiouj])$/;

/**
 * The stem of a Bulgarian word written in Latin as `plainWords` writes it, by a few light rules: принтер, принтерът,
 * принтерите are "printer". Endings are taken away as long as there is one, so that all forms of a word come to the
 * same end, however much too short that is. What is left is how the word begins: by that it is marked in a text.
 */
export function bulgarianStem(word: string): string {
  let stem = word;
  for (let found = ENDING.exec(stem); found; found = ENDING.exec(stem)) stem = found[1] as string;
  return stem;
}
