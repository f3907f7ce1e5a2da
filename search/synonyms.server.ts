import { allSynonyms, type SynonymGroup } from "../app/domain/searches/synonyms.server.ts";
import { Kept } from "../app/platform/kept.server.ts";
import type { Synonym } from "./engine.ts";
import { inOneAlphabet, plainWords, spelledWords } from "./words.ts";

const kept = new Kept(3_000, async () => directions(await allSynonyms()));

/** What admins have said means the same, one way each; at most three seconds old. */
export const synonyms = (): Promise<Synonym[]> => kept.get();

/** What was changed here holds here at once. */
export const forgetSynonyms = () => kept.forget();

/** Those whose words stand in a question, side by side and in their order. */
export async function synonymsIn(text: string): Promise<Synonym[]> {
  const plain = ` ${plainWords(text)} `;
  if (plain.trim() === "") return [];
  return (await synonyms()).filter(({ typed }) => plain.includes(` ${typed} `));
}

/** Groups as one-way pairs of folded words: a group of two words makes two, and what several groups say of a word is one. */
export function directions(groups: readonly SynonymGroup[]): Synonym[] {
  const found = new Map<string, Set<string>>();
  for (const { typed, words } of groups) {
    const folded = words.map(plainWords).filter((word) => word !== "");
    const spelled = words.map(spelledWords).filter((word) => word !== "");
    for (const from of typed === null ? folded : [plainWords(typed)]) {
      const also = found.get(from) ?? new Set();
      for (const word of spelled) if (inOneAlphabet(word) !== from) also.add(word);
      if (from !== "" && also.size > 0) found.set(from, also);
    }
  }
  return [...found].map(([typed, also]) => ({ typed, also: [...also] }));
}
