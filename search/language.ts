import type { SearchLanguage } from "./engine.ts";

/** Short words that one language uses all the time and the others hardly; the counts decide, not a single one. */
const telling: Record<Exclude<SearchLanguage, "simple">, string> = {
  english: "the and is to of in it that for with you this not are on but have my when how what can does if from be",
  german: "der die das und ist nicht ich ein eine mit auf den zu wie kann bei auch wird nach habe sich dem oder wenn",
  french: "le la les et est je pas un une des que pour dans qui sur avec mon ne vous il mais du au comment quand",
  spanish: "el los las y es no que de un una por para con mi en cuando como se lo pero al del tengo puedo",
  italian: "il lo gli e non che di un una per con mi quando come si ma della nel ho sono questo posso",
  dutch: "de het een en is niet ik dat van met op te mijn als maar voor zijn hoe wat bij ook naar kan",
};

const languagesOf = new Map<string, SearchLanguage[]>();
for (const [language, list] of Object.entries(telling) as [SearchLanguage, string][]) {
  for (const word of list.split(" ")) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
}

/** Enough to tell by; more would only cost time. */
const WORDS_LOOKED_AT = 200;
const LEAST_EVIDENCE = 3;

/** The language a text (as `plainWords` gives it) is written in; English when nothing tells. */
export function languageOf(plain: string): SearchLanguage {
  const votes = new Map<SearchLanguage, number>();
  for (const word of plain.split(" ", WORDS_LOOKED_AT)) {
    for (const language of languagesOf.get(word) ?? []) votes.set(language, (votes.get(language) ?? 0) + 1);
  }
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1]);
  const isClear = first && first[1] >= LEAST_EVIDENCE && first[1] > (second?.[1] ?? 0);
  if (isClear) return first[0];
  return /[^\0-\u024f\s]/.test(plain) ? "simple" : "english";
}
