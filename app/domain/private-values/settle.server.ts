import { createHash } from "node:crypto";
import { Invalid, type Place } from "../../platform/errors.ts";
import { type Detection, privateValuesIn } from "./detect.server.ts";
import {
  type FoundValue,
  foldedValue,
  isGrave,
  PLACEHOLDER,
  PRIVATE_KINDS,
  type PrivateKind,
  placeholderOf,
  placeholdersIn,
  VALUE_MAX,
  VALUES_MAX,
} from "./private-value.ts";

/** A value that goes into a private field; its placeholder stands in the text. */
export interface MovedValue {
  kind: PrivateKind;
  number: number;
  value: string;
  identifierId?: number;
}

type Texts = Record<string, string>;

/** What a form says of its own: values moved as one typed, and what shall become of those that were found. */
export interface Said {
  /** `private.3` = "card 4111 …". */
  handed: readonly MovedValue[];
  /** `settle.KEY` = move or leave. */
  decisions: ReadonlyMap<string, string>;
}

/** Reads it from a form, whoever has made the form. */
export function saidIn(form: FormData): Said {
  const handed: MovedValue[] = [];
  const decisions = new Map<string, string>();
  for (const [name, value] of form) {
    if (typeof value !== "string") continue;
    if (name.startsWith("settle.")) decisions.set(name.slice("settle.".length), value);
    const [, number] = /^private\.([1-9]\d{0,3})$/.exec(name) ?? [];
    const [, kind, text = ""] = /^(\w+) (.+)$/s.exec(value) ?? [];
    const known = PRIVATE_KINDS.find((one) => one === kind);
    if (number && known && text.trim() !== "" && text.length <= VALUE_MAX)
      handed.push({ kind: known, number: Number(number), value: text });
  }
  return { handed, decisions };
}

/** The key of a value in a form: the same for the same value, and nothing can be told from it but by who has the value. */
export const keyOf = (kind: PrivateKind, value: string) =>
  `${kind}-${createHash("sha256")
    .update(`${kind}\0${foldedValue(value)}`)
    .digest("base64url")
    .slice(0, 12)}`;

/** What the place of the texts holds already. */
export interface Standing {
  /** Numbers that its post has given. */
  taken?: readonly number[];
  /** Words that can be read there: what stands in them has been decided on. */
  said?: string;
}

/**
 * Moves out of the texts what shall be private, and gives them back with placeholders. Everything that looks private must
 * have been decided on: otherwise the form comes back with a list.
 */
export async function settlePrivate<T extends Texts>(
  texts: T,
  { handed, decisions }: Said,
  detection: Detection,
  { taken = [], said = "" }: Standing = {},
): Promise<{ texts: T; moved: MovedValue[] }> {
  const [numbered, kept] = renumber(texts, handed, taken);
  const mover = new Mover(numbered, kept, taken);
  const open: Place[] = [];
  for (const [field, text] of Object.entries(numbered)) {
    const found = await privateValuesIn(text, detection);
    const decided = found.map((one) => ({ one, decision: decisions.get(keyOf(one.kind, textOf(text, one))) }));
    open.push(
      ...decided
        .filter(({ one, decision }) => isOpen(one.kind, decision, detection) && !said.includes(textOf(text, one)))
        .map(({ one }) => placeOf(field, text, one, detection)),
    );
    mover.move(
      field,
      decided.filter(({ decision }) => decision === "move").map(({ one }) => one),
    );
  }
  if (open.length > 0) throw new Invalid("private_found", {}, { count: open.length }, open.slice(0, VALUES_MAX));
  if (mover.moved.length > VALUES_MAX) throw new Invalid("too_many_private");
  return { texts: mover.texts as T, moved: mover.moved };
}

const textOf = (text: string, { start, end }: FoundValue) => text.slice(start, end);

/** Whether its writer still has to say what shall become of it. */
function isOpen(kind: PrivateKind, decision: string | undefined, detection: Detection): boolean {
  if (decision === "move") return false;
  if (mustMove(kind, detection)) return true;
  return decision !== "leave" && (detection.purpose !== "note" || isGrave(kind));
}

/** No card and no key goes out in a text of staff's, whosesoever it is. */
export const mustMove = (kind: PrivateKind, { purpose }: Detection) =>
  purpose === "response" && (kind === "card" || kind === "key");

const placeOf = (field: string, text: string, found: FoundValue, detection: Detection): Place => ({
  key: keyOf(found.kind, textOf(text, found)),
  kind: found.kind,
  field,
  line: text.slice(0, found.start).split("\n").length,
  text: textOf(text, found),
  mustMove: mustMove(found.kind, detection),
});

/** Values handed over whose placeholders stand in the texts, with numbers that are not taken yet. */
export function renumber<T extends Texts>(
  texts: T,
  handed: readonly MovedValue[],
  taken: readonly number[],
): [T, MovedValue[]] {
  let result: Texts = texts;
  const standing = new Set(Object.values(texts).flatMap(placeholdersIn).map(placeholderOf));
  const used = new Set([
    ...taken,
    ...Object.values(texts)
      .flatMap(placeholdersIn)
      .map(({ number }) => number),
  ]);
  const kept = handed
    .filter((one) => standing.has(placeholderOf(one)))
    .map((one) => {
      if (!taken.includes(one.number)) return one;
      const number = freeNumber(used);
      const [before, after] = [placeholderOf(one), placeholderOf({ ...one, number })];
      result = Object.fromEntries(
        Object.entries(result).map(([field, text]) => [field, text.replaceAll(before, after)]),
      );
      return { ...one, number };
    });
  return [result as T, kept];
}

function freeNumber(used: Set<number>): number {
  let number = 1;
  while (used.has(number)) number++;
  used.add(number);
  return number;
}

/** Puts placeholders where values were: one for a value, however often it stands there. */
class Mover {
  readonly texts: Texts;
  readonly moved: MovedValue[];
  readonly #used: Set<number>;

  constructor(texts: Texts, moved: readonly MovedValue[], taken: readonly number[]) {
    this.texts = { ...texts };
    this.moved = [...moved];
    this.#used = new Set([
      ...taken,
      ...Object.values(texts)
        .flatMap(placeholdersIn)
        .map(({ number }) => number),
    ]);
  }

  move(field: string, found: readonly FoundValue[]) {
    const text = this.texts[field] ?? "";
    // Numbered as they are read, put in from the end, so that no place moves.
    const placed = found.map((one) => ({ one, placeholder: placeholderOf(this.#numberOf(one, textOf(text, one))) }));
    const result = placed.reduceRight(
      (rest, { one, placeholder }) => rest.slice(0, one.start) + placeholder + rest.slice(one.end),
      text,
    );
    this.texts[field] = result;
  }

  #numberOf({ kind, patternId }: FoundValue, value: string): MovedValue {
    const folded = foldedValue(value);
    const known = this.moved.find((one) => one.kind === kind && foldedValue(one.value) === folded);
    if (known) return known;
    const fresh = { kind, number: freeNumber(this.#used), value, identifierId: patternId };
    this.moved.push(fresh);
    return fresh;
  }
}

/** A text that is kept before it is posted: what looks private and was not said to be harmless is left out. */
export async function withoutPrivate(
  text: string,
  decisions: Said["decisions"],
  detection: Detection,
): Promise<string> {
  const found = await privateValuesIn(text, detection);
  const left = found.filter((one) => decisions.get(keyOf(one.kind, textOf(text, one))) !== "leave").reverse();
  const cut = left.reduce(
    (rest, { start, end, kind }) => `${rest.slice(0, start)}[private: ${kind}]${rest.slice(end)}`,
    text,
  );
  return cut.replace(PLACEHOLDER, "[private: $1]");
}
