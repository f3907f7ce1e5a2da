import { LATEST } from "../threads/pause.ts";

/** What people are asked for, by the words it is asked in. Only what is named here is ever shown: no word of anybody's. */
export const FACTS = {
  version: /firmware|versions?\b|release|build|aktualisier|softwarestand/iu,
  model: /\bmodels?\b|\bmodell|which (?:device|product|printer|router)|welches (?:gerät|produkt)|typenschild/iu,
  serial: /serial|seriennummer/iu,
  order: /order (?:number|no|id)|invoice|receipt|bestellnummer|rechnung|kaufbeleg/iu,
  system: /operating system|windows|macos|linux|android|\bios\b|betriebssystem/iu,
  browser: /\bbrowser/iu,
  message: /error (?:message|code|text)|exact(?:ly)? (?:what|message|words)|fehlermeldung|fehlercode|wortlaut/iu,
  log: /\blogs?\b|log ?file|protokoll|logdatei/iu,
  picture: /screenshot|photo|picture|bildschirmfoto|\bfoto|\bbild\b/iu,
  since: /since when|when did|how long|first happen|seit wann|wann hat|wie lange/iu,
  often: /how often|every time|always|sometimes|wie oft|jedes mal|immer|manchmal/iu,
  changed: /chang|updat|new (?:router|device)|moved|verändert|geändert|umgezogen/iu,
  tried: /have you tried|already tried|restart|reset|neu gestartet|neustart|schon versucht|zurückgesetzt/iu,
  network: /wi-?fi|wlan|ethernet|cable|router|provider|network|netzwerk|kabel|anbieter/iu,
  lights: /\blights?\b|\bleds?\b|blink|lampe|leuchte/iu,
  country: /country|region|where do you live|\bland\b/iu,
} as const satisfies Record<string, RegExp>;

export type Fact = keyof typeof FACTS;
export const isFact = (text: string): text is Fact => Object.hasOwn(FACTS, text);
export const factNames = Object.keys(FACTS) as Fact[];

/** Asked for by chance once is no reason to prepare it. */
const LEAST = 2;
const SHOWN_MAX = 6;
export const WORDS_MAX = 160;

/** When somebody asking is asked for it: in the form, or on their question's page once somebody has replied. */
export const MOMENTS = ["asking", "first_reply"] as const;
export type Moment = (typeof MOMENTS)[number];

/** What a lead has said: of a counted fact, or an item of their own. */
export interface Ruling {
  id: number;
  fact: string | null;
  words: string;
  isHidden: boolean;
  moment: string;
}

/** One line of a checklist, in a lead's words or, when those are empty, in ours. */
export interface PreparationItem {
  /** Of a lead's own; null for a counted fact nobody has said anything of. */
  id: number | null;
  fact: Fact | null;
  words: string;
  /** How many requests asked for it; 0 for a lead's own. */
  count: number;
  isHidden: boolean;
  moment: Moment;
}

/** How many of the requests ask for each fact: once a request, however often it says so. */
export function countFacts(requests: readonly string[]): Map<Fact, number> {
  const counts = new Map<Fact, number>();
  for (const text of requests) {
    for (const fact of factNames) if (FACTS[fact].test(text)) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  }
  return counts;
}

/** All there is to say of a category: a lead's own items first, then what was asked for, the most frequent first. */
export function preparationOf(counts: ReadonlyMap<Fact, number>, rulings: readonly Ruling[]): PreparationItem[] {
  const own = rulings
    .filter(({ fact }) => fact === null)
    .map((one) => ({ ...one, fact: null, count: 0, moment: momentOf(one) }));
  const counted = factNames
    .map((fact): PreparationItem => {
      const ruling = rulings.find((one) => one.fact === fact);
      const { id = null, words = "", isHidden = false } = ruling ?? {};
      return { id, fact, words, isHidden, count: counts.get(fact) ?? 0, moment: momentOf(ruling) };
    })
    .filter(({ count, id }) => count >= LEAST || id !== null)
    .sort((a, b) => b.count - a.count);
  return [...own, ...counted];
}

const momentOf = (ruling?: Ruling): Moment => MOMENTS.find((moment) => moment === ruling?.moment) ?? "asking";

/** What somebody asking is shown at this moment: each thing has one. */
export const shownOf = (items: readonly PreparationItem[], moment: Moment) =>
  items.filter((item) => !item.isHidden && item.moment === moment).slice(0, SHOWN_MAX);

/** What they have not said yet, as far as words can tell. */
export const unsaidOf = (items: readonly PreparationItem[], text: string) =>
  items.filter(({ fact }) => fact === null || !FACTS[fact].test(text));

/**
 * Whether the moment after the first reply is now, by the latest posts as `ownAmongLatest` has them (0 for another's): somebody
 * has replied, and the asker has written nothing since. So nothing is asked before, and nothing twice: not where there is more
 * than those tell of.
 */
export function isFirstReplied(ownAmongLatest: readonly number[]): boolean {
  if (ownAmongLatest.length >= LATEST) return false;
  const first = ownAmongLatest.lastIndexOf(0);
  return first >= 0 && ownAmongLatest.slice(0, first).every((own) => own === 0);
}
