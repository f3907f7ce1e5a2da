import { type Detection, privateValuesIn, USUAL } from "../private-values/detect.server.ts";
import { foldedValue, PRIVATE_KINDS } from "../private-values/private-value.ts";
import { placeOf, type Reading, readingOf, type Stretch } from "../private-values/reading.ts";
import { copiedIn } from "./copied-words.ts";

export const FINDING_KINDS = [
  "requester",
  "private_field",
  ...PRIVATE_KINDS,
  "ticket_number",
  "private_words",
] as const;
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
  /** What people moved into private fields of the linked threads. */
  privateFields?: readonly string[];
  detection?: Detection;
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
export async function findingsIn(draft: DraftText, material: PrivateMaterial): Promise<Finding[]> {
  const fields: DraftField[] = ["title", "markdown", "changeNote"];
  return (await Promise.all(fields.map((field) => findingsOfField(draft, field, material)))).flat();
}

async function findingsOfField(draft: DraftText, field: DraftField, material: PrivateMaterial): Promise<Finding[]> {
  const text = draft[field];
  return withoutRepeats(await search(text, material))
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
}

type Found = Stretch & { kind: FindingKind };

async function search(text: string, material: PrivateMaterial): Promise<Found[]> {
  const { requesters, privateTexts, publicTexts, privateFields = [], detection = USUAL } = material;
  const reading = readingOf(text);
  const placed = (kind: FindingKind, stretches: Stretch[]): Found[] =>
    stretches.map(({ start, end }) => ({ kind, ...placeOf(reading, start, end) }));
  return [
    ...requesters.flatMap((requester) => placed("requester", traitsIn(reading, requester))),
    ...placed("private_field", fieldsIn(reading, privateFields)),
    // What is published is everybody's: code is no excuse there.
    ...(await privateValuesIn(text, { ...detection, purpose: "publication" })),
    ...placed(
      "ticket_number",
      TICKET_NUMBERS.flatMap((pattern) => matches(reading.plain, pattern)),
    ),
    ...copiedIn(text, privateTexts, publicTexts).map((stretch) => ({ kind: "private_words" as const, ...stretch })),
  ];
}

/** Shorter ones would be met by chance. */
const FIELD_MIN = 4;

/** Where a text says what stands in a private field, however it is grouped there or here. */
function fieldsIn({ plain }: Reading, privateFields: readonly string[]): Stretch[] {
  const wanted = [...new Set(privateFields.map(foldedValue))].filter((value) => value.length >= FIELD_MIN);
  if (wanted.length === 0) return [];
  const signs = [...plain.matchAll(/[\p{L}\p{N}@]/gu)];
  const folded = signs.map(([sign]) => foldedValue(sign)[0] ?? " ").join("");
  return wanted.flatMap((value) => {
    const found: Stretch[] = [];
    for (let at = folded.indexOf(value); at >= 0; at = folded.indexOf(value, at + value.length)) {
      const [first, last] = [signs[at], signs[at + value.length - 1]];
      if (first && last) found.push({ start: first.index, end: last.index + last[0].length });
    }
    return found;
  });
}

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
