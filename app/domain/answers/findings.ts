import { copiedIn } from "./copied-words.ts";
import { cardsIn, ibansIn, phonesIn, type Stretch } from "./numbers.ts";
import { placeOf, type Reading, readingOf } from "./reading.ts";

export const FINDING_KINDS = ["requester", "email", "card", "iban", "phone", "ticket_number", "private_words"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What is to be published: all of it is searched. */
export interface DraftText {
  title: string;
  markdown: string;
  changeNote: string;
}
export type DraftField = keyof DraftText;

/** What the text is searched against. */
export interface PrivateMaterial {
  requesters: readonly { name: string; email: string | null; handle: string }[];
  /** Responses, notes, statements: whatever the private lane of a linked ticket holds. */
  privateTexts: readonly string[];
  publicTexts: readonly string[];
}

/** A place in the text that may be personal. */
export interface Finding extends Stretch {
  /** Names it in a form; the same for the same text. */
  key: string;
  kind: FindingKind;
  field: DraftField;
  /** Counted from 1. */
  line: number;
  text: string;
}

/** Everything in the text that may be somebody's private matter, in reading order. */
export function findingsIn(draft: DraftText, material: PrivateMaterial): Finding[] {
  const fields: DraftField[] = ["title", "markdown", "changeNote"];
  return fields.flatMap((field) => {
    const text = draft[field];
    const found = search(text, material);
    return withoutRepeats(found)
      .sort((a, b) => a.start - b.start)
      .map(({ kind, start, end }) => ({
        key: `${field}-${kind}-${start}`,
        kind,
        field,
        start,
        end,
        line: text.slice(0, start).split("\n").length,
        text: text.slice(start, end),
      }));
  });
}

type Found = Stretch & { kind: FindingKind };

function search(text: string, { requesters, privateTexts, publicTexts }: PrivateMaterial): Found[] {
  const reading = readingOf(text);
  const placed = (kind: FindingKind, stretches: Stretch[]): Found[] =>
    stretches.map(({ start, end }) => ({ kind, ...placeOf(reading, start, end) }));
  return [
    ...requesters.flatMap((requester) => placed("requester", traitsIn(reading, requester))),
    ...placed("email", matches(reading.plain, EMAIL)),
    ...placed("card", cardsIn(reading.plain)),
    ...placed("iban", ibansIn(reading.plain)),
    ...placed("phone", phonesIn(reading.plain)),
    ...placed(
      "ticket_number",
      TICKET_NUMBERS.flatMap((pattern) => matches(reading.plain, pattern)),
    ),
    ...copiedIn(text, privateTexts, publicTexts).map((stretch) => ({ kind: "private_words" as const, ...stretch })),
  ];
}

const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;

const TICKET_NUMBERS = [
  /(?<![\w&])#\d{1,10}\b/g,
  /\b(?:ticket|request|case|anfrage|vorgang)\s{0,3}(?:no\.?|nr\.?|number|nummer)?\s{0,3}#?\d{1,10}\b/gi,
  /\/(?:staff\/tickets|requests)\/\d{1,10}/g,
];

function matches(text: string, pattern: RegExp): Stretch[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/** Shorter parts of a name are words of their own too often. */
const NAME_PART_MIN = 3;

/** The requester's name, address and handle in any case; a part of the name only as it is written. */
function traitsIn({ plain }: Reading, { name, email, handle }: PrivateMaterial["requesters"][number]): Stretch[] {
  const parts = name.split(/\s+/).filter((part) => part.length >= NAME_PART_MIN);
  const whole = [name, email ?? "", handle].filter((trait) => trait.length >= NAME_PART_MIN);
  return [
    ...whole.flatMap((trait) => matches(plain, asWord(trait, "giu"))),
    ...parts.flatMap((part) => matches(plain, asWord(part, "gu"))),
  ];
}

function asWord(trait: string, flags: string) {
  const literal = trait
    .normalize("NFKC")
    .trim()
    .replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
    .replace(/\s+/g, "\\s+");
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, flags);
}

/** One place is one finding: what lies within another is said by that one, the first kind of the list winning a tie. */
function withoutRepeats(found: Found[]): Found[] {
  return found.filter((one, index) => !found.some((other, at) => at !== index && covers(other, one, at < index)));
}

function covers(other: Found, one: Found, comesFirst: boolean) {
  if (other.kind === "private_words" || one.kind === "private_words") return false;
  const isSame = other.start === one.start && other.end === one.end;
  return isSame ? comesFirst : other.start <= one.start && other.end >= one.end;
}
