import type { SearchLanguage } from "./engine.ts";
import { plainWords } from "./words.ts";

/**
 * Short words that one language uses all the time and the others hardly, folded; the counts decide, not a single one.
 * Languages for which Postgres has no stems are told from the others, too, or they would be taken for one of them.
 */
const telling: [SearchLanguage, string][] = [
  [
    "english",
    "the and is to of in it that for with you this not are on but have my when how what can does if from be i a me no so was an we they there would do will get has your just any",
  ],
  [
    "german",
    "der die das und ist nicht ich ein eine mit auf den zu wie kann bei auch wird nach habe sich dem oder wenn",
  ],
  ["french", "le la les et est je pas un une des que pour dans qui sur avec mon ne vous il mais du au comment quand"],
  ["spanish", "el los las y es no que de un una por para con mi en cuando como se lo pero al del tengo puedo"],
  ["italian", "il lo gli e non che di un una per con mi quando come si ma della nel ho sono questo posso"],
  ["dutch", "de het een en is niet ik dat van met op te mijn als maar voor zijn hoe wat bij ook naar kan"],
  ["serbian", "je da se na ne u i sam za su od mi kako ali ili sto sa ovo kad li bi nije posle ima sta"],
  ["bulgarian", "e da se na ne i sam za ot kak ili s tova kato v po si mi sled pri sa ima moga kogato"],
  ["russian", "v ne na i ja cto kak eto u menja s po esli dlja pri ili mozno kogda posle uze"],
  ["simple", "un ir nav ar ka uz par kas es lai bet man vai pie tas kad pec mans kapec var tiek"], // Latvian
];

const languagesOf = new Map<string, number[]>();
telling.forEach(([, list], at) => {
  for (const word of new Set(list.split(" "))) languagesOf.set(word, [...(languagesOf.get(word) ?? []), at]);
});

/** Enough to tell by; more would only cost time. */
const WORDS_LOOKED_AT = 200;
const LEAST_EVIDENCE = 3;

/** The language a text (as `plainWords` gives it) is written in; English when nothing tells. */
export function languageOf(plain: string): SearchLanguage {
  return toldLanguage(plain) ?? (/[^\0-\u024f\s]/.test(plain) ? "simple" : "english");
}

/** The language of a text, if its words tell. */
function toldLanguage(plain: string): SearchLanguage | undefined {
  const votes = telling.map(() => 0);
  for (const word of plain.split(" ", WORDS_LOOKED_AT)) {
    for (const at of languagesOf.get(word) ?? []) votes[at] = (votes[at] ?? 0) + 1;
  }
  const most = Math.max(...votes);
  const first = votes.indexOf(most);
  const isClear = most >= LEAST_EVIDENCE && votes.lastIndexOf(most) === first;
  return isClear ? (telling[first]?.[0] ?? "simple") : undefined;
}

const tags: Partial<Record<SearchLanguage, string>> = {
  english: "en",
  german: "de",
  french: "fr",
  spanish: "es",
  italian: "it",
  dutch: "nl",
  serbian: "sr",
  russian: "ru",
  bulgarian: "bg",
};

/** Scripts that say by themselves what is written in them; Japanese is told from Chinese by its own letters. */
const scripts: readonly [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]{2}/u, "ja"],
  [/\p{Script=Hangul}{2}/u, "ko"],
  [/\p{Script=Han}{2}/u, "zh"],
  [/\p{Script=Arabic}{3}/u, "ar"],
  [/\p{Script=Hebrew}{3}/u, "he"],
  [/\p{Script=Greek}{3}/u, "el"],
  [/\p{Script=Thai}{3}/u, "th"],
  [/\p{Script=Devanagari}{2}/u, "hi"],
];

const CHARACTERS_LOOKED_AT = 1_500;

/** Texts are shown again and again: those told lately are known. */
const known = new Map<string, string | undefined>();
const KNOWN_MAX = 2_000;

/** What a text's `lang` attribute says; nothing where nothing tells, which is better than a guess read aloud. */
export function languageTagOf(text: string): string | undefined {
  const beginning = text.slice(0, CHARACTERS_LOOKED_AT);
  if (known.has(beginning)) return known.get(beginning);
  const tag = tellTag(beginning);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(beginning, tag);
  return tag;
}

function tellTag(beginning: string): string | undefined {
  const script = NOT_LATIN.test(beginning) ? scripts.find(([pattern]) => pattern.test(beginning)) : undefined;
  if (script) return script[1];
  const told = toldLanguage(plainWords(beginning));
  return told && tags[told];
}

const NOT_LATIN = /[\u0370-\uffff]/;
