import { getCountrySpecifications, isValidIBAN } from "ibantools";
import type { Stretch } from "./reading.ts";
import { isSaidToBeAccount, wordsBefore } from "./words-before.ts";

const LENGTHS = new Map(
  Object.entries(getCountrySpecifications()).map(([country, { chars }]) => [country, chars ?? 0]),
);
const BEGINNING = /(?<![A-Za-z0-9])[A-Za-z]{2}[ \u00a0]?\d{2}(?=[ \u00a0.-]?[A-Za-z0-9])/g;

const DOMESTIC = /(?<![\w./:-])\d(?:[ \u00a0-]?\d){5,11}(?![\w]|[.,:/-]\d)/g;

/** Account numbers without a country's letters, which only a word before them tells from any other number. */
export function accountsIn(text: string): Stretch[] {
  return [...text.matchAll(DOMESTIC)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter(({ start }) => isSaidToBeAccount(wordsBefore(text, start)));
}

/** Bank account numbers: IBANs as their country makes them, whose remainder by 97 is right. */
export function ibansIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const match of text.matchAll(BEGINNING)) {
    const end = endOfIban(text, match.index, LENGTHS.get(match[0].slice(0, 2).toUpperCase()) ?? 0);
    if (end > 0) found.push({ start: match.index, end });
  }
  return found;
}

/** The longest that is written with one sign between its groups of four. */
const SPREAD = 2;

function endOfIban(text: string, start: number, length: number): number {
  let compact = "";
  let gap = 0;
  for (let i = start; i < text.length && compact.length < length && gap < SPREAD; i++) {
    const sign = text[i] ?? "";
    const isSign = /[A-Za-z0-9]/.test(sign);
    if (!isSign && !/[\s\u00a0.-]/.test(sign)) return 0;
    gap = isSign ? 0 : gap + 1;
    if (isSign) compact += sign.toUpperCase();
    if (isSign && compact.length === length)
      return isValidIBAN(compact) && !/[A-Za-z0-9]/.test(text[i + 1] ?? "") ? i + 1 : 0;
  }
  return 0;
}
