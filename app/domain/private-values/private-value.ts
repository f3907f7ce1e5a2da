import type { Stretch } from "./reading.ts";

/** What a value can be. The words stand in placeholders too, so they never change. */
export const PRIVATE_KINDS = ["card", "iban", "phone", "email", "id", "key", "address", "number"] as const;
export type PrivateKind = (typeof PRIVATE_KINDS)[number];

/** A place in a text that looks like somebody's private matter. */
export interface FoundValue extends Stretch {
  kind: PrivateKind;
  /** Of the pattern that an admin has written, where one was met. */
  patternId?: number;
}

/** Kinds that are never harmless: what is found of them is made private unless somebody says no. */
export const isGrave = (kind: PrivateKind) => kind === "card" || kind === "iban" || kind === "key" || kind === "id";

/** The names of fields whose texts are looked through: in all forms they are called the same. */
export const PRIVATE_TEXTS = [
  ...["title", "body", "expected", "tried", "desiredOutcome", "questions", "reason"],
  ...["waitingFor", "again", "outcomeReason", "words", "value", "brief"],
] as const;

/** More in one post are a list, not a slip. */
export const VALUES_MAX = 50;
/** Longest value that is kept: a private key of 8,192 bits has 6,400 characters. */
export const VALUE_MAX = 8_192;

/** Names a value within its post, and only there: `[private: card 1]` of one post says nothing in another. */
export interface Placeholder {
  kind: PrivateKind;
  number: number;
}

/** It reads well wherever it is shown as it is: in a mail, a feed, a search result. */
export const placeholderOf = ({ kind, number }: Placeholder) => `[private: ${kind} ${number}]`;

export const PLACEHOLDER = new RegExp(String.raw`\[private: (${PRIVATE_KINDS.join("|")}) ([1-9]\d{0,3})\]`, "g");

/** Every placeholder in a text, in reading order. */
export function placeholdersIn(text: string): Placeholder[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, kind, number]) => ({
    kind: kind as PrivateKind,
    number: Number(number),
  }));
}

/** The same without their numbers: what another's words are quoted with, where the numbers would be the quoter's own. */
export const withoutNumbers = (text: string) => text.replace(PLACEHOLDER, "[private: $1]");

/** What stands in a file's name for something private: words that are allowed in any name. */
export const hiddenInName = (kind: PrivateKind) => `(private ${kind})`;
/** Whether something was taken out of a file's name. */
export const isHiddenInName = (name: string) => PRIVATE_KINDS.some((kind) => name.includes(hiddenInName(kind)));

const DOTS = "••••";

/** What of a value may be seen by whoever may ask for it: enough to tell two of them apart. */
export function maskOf(kind: PrivateKind, value: string): string {
  if (kind === "address") return DOTS;
  if (kind === "email") return `${Array.from(value)[0] ?? ""}${DOTS}`;
  const signs = Array.from(value.replace(/[^\p{L}\p{N}]/gu, ""));
  return signs.length < 8 ? DOTS : `${DOTS}${signs.slice(signs.length < 10 ? -2 : -4).join("")}`;
}

/** A value as it is compared: however it is grouped, and in whatever letters. */
export const foldedValue = (value: string) =>
  value
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]/gu, "");
