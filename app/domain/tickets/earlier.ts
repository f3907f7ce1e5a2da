import type { TicketState } from "../../generated/prisma/enums.ts";
import { foldedValue, PLACEHOLDER } from "../private-values/private-value.ts";

/** Shown at most. */
export const EARLIER_SHOWN = 3;

/** A case of somebody's own that what they are writing seems to belong to, and why we think so. */
export interface EarlierCase {
  number: number;
  subject: string;
  state: TicketState;
  /** The last thing that happened in it. */
  at: Date;
  /** The same number was given there, such as an order's: masked. */
  sameNumber: string | null;
  /** It is about the same device. */
  sameDevice: string | null;
  /** Words that both have, as they were typed now. */
  words: string[];
  isSameCategory: boolean;
}

/** The same order or device: to go on with it is what we suggest. */
export const isStrong = ({ sameNumber, sameDevice }: EarlierCase) => sameNumber !== null || sameDevice !== null;

/** What is read of a text, in UTF-16 units. */
const READ_MAX = 4_000;
/** Of each case its beginning is compared: there are thirty of them. */
const COMPARED = 1_500;
const STEM = 6;
const SHORTEST = 3;

/** Words that say nothing of what a text is about. */
const EMPTY = new Set(
  (
    "about after again all also and any are because been before but can cannot could did does doing don each even ever every few for from get gets got had has have having hello help her here him his how " +
    "into its just know like made make many may me might mine more most much must need new not now off old one only onto other our out over own please problem question really same says see she should since some " +
    "still such than thank thanks that the their them then there these they this those too use used using very want was way well were what when where which while who why will with without won work working works would yes yet you your " +
    "happened expected tried asked " +
    "aber alle allem allen alles als also am andere auch auf aus bei beim bin bis bitte dann das dass davon dazu dein dem den denn der des dich die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines er es etwas " +
    "euch euer für gegen geht gibt habe haben hallo hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren im immer in ist jede jeder jetzt kann kein keine können man mehr mein meine meinem meinen meiner mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne " +
    "schon sehr sein seit sich sie sind so soll sondern sonst um und uns unser unter viel vom von vor war waren warum was weil weiß wenn wer werden wie wieder will wir wird wo wurde zum zur zwar zwischen danke problem frage funktioniert hilfe neu neue neuen passiert geschehen"
  ).split(" "),
);

let segmenter: Intl.Segmenter | undefined;

/** The words that say what a text is about: as they are compared → as they stand there. */
export function aboutIn(text: string): Map<string, string> {
  segmenter ??= new Intl.Segmenter("und", { granularity: "word" });
  const read = text.slice(0, READ_MAX).toWellFormed().replace(PLACEHOLDER, " ");
  const about = new Map<string, string>();
  for (const { segment, isWordLike } of segmenter.segment(read)) {
    const stem = isWordLike && isAbout(segment) ? stemOf(segment) : "";
    if (stem && !about.has(stem)) about.set(stem, segment);
  }
  return about;
}

const fold = (word: string) => word.normalize("NFKC").toLowerCase();
/** Scripts without spaces make words of one or two signs. */
const isAbout = (word: string) =>
  !EMPTY.has(fold(word)) && (Array.from(word).length >= SHORTEST || /[\p{Lo}\p{N}]/u.test(word));
/** "Invoice" and "invoices" are one word; a number or a model stays whole. */
const stemOf = (word: string) => (/\p{N}/u.test(word) ? fold(word) : Array.from(fold(word)).slice(0, STEM).join(""));

const SHARED_MIN = 2;
const LIKELY = 0.4;
const FOR_CATEGORY = 0.15;
const WORDS_SHOWN = 4;

/** What is compared of a case. */
export interface Candidate {
  number: number;
  subject: string;
  state: TicketState;
  at: Date;
  categoryId: number;
  text: string;
  /** Of what device it is, where that is known. */
  models: readonly string[];
  /** The company's numbers that were given in it. */
  numbers: readonly string[];
}

/** What somebody is writing. */
export interface Writing {
  text: string;
  categoryId?: number;
  /** The company's numbers in it, moved out or not: as they are compared → masked. */
  numbers: ReadonlyMap<string, string>;
}

/** The cases that it seems to belong to, the likeliest first; of none, none. */
export function likely(writing: Writing, candidates: readonly Candidate[]): EarlierCase[] {
  const about = aboutIn(writing.text);
  return candidates
    .map((candidate) => ({ candidate, ...likeness(writing, about, candidate) }))
    .filter(({ points }) => points >= LIKELY)
    .sort((a, b) => b.points - a.points || b.candidate.number - a.candidate.number)
    .slice(0, EARLIER_SHOWN)
    .map(({ one }) => one);
}

function likeness(writing: Writing, about: ReadonlyMap<string, string>, candidate: Candidate) {
  const { number, subject, state, at, models } = candidate;
  const theirs = aboutIn(`${subject}\n${candidate.text}`.slice(0, COMPARED));
  const words = [...about].filter(([stem]) => theirs.has(stem)).map(([, word]) => word);
  const share = words.length < SHARED_MIN ? 0 : words.length / Math.min(about.size, theirs.size);
  const isSameCategory = writing.categoryId === candidate.categoryId;
  const sameNumber = candidate.numbers.map((one) => writing.numbers.get(foldedValue(one))).find(Boolean) ?? null;
  const sameDevice = models.find((model) => isNamedIn(about, model)) ?? null;
  const one = {
    number,
    subject,
    state,
    at,
    sameNumber,
    sameDevice,
    isSameCategory,
    words: words.slice(0, WORDS_SHOWN),
  };
  const points = share + (share > 0 && isSameCategory ? FOR_CATEGORY : 0) + (sameNumber ? 2 : 0) + (sameDevice ? 1 : 0);
  return { points, one: one satisfies EarlierCase };
}

/** A name with a number in it, such as "X200": a plain word names no device. */
function isNamedIn(about: ReadonlyMap<string, string>, model: string): boolean {
  const name = foldedValue(model);
  return name.length >= SHORTEST && /\p{N}/u.test(name) && [...about.keys()].some((stem) => foldedValue(stem) === name);
}

/** The latest ones, before anything has been written. */
export const latest = (candidates: readonly Candidate[]): EarlierCase[] =>
  candidates.slice(0, EARLIER_SHOWN).map(({ number, subject, state, at }) => ({
    ...{ number, subject, state, at },
    ...{ sameNumber: null, sameDevice: null, words: [], isSameCategory: false },
  }));

/** The numbers of cases that a form has shown: "12 15". */
export const shownText = (cases: readonly EarlierCase[]) => cases.map(({ number }) => number).join(" ");
