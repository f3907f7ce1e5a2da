import cards from "card-validator";
import { hasLuhnSum } from "./check-digits.ts";
import type { Stretch } from "./reading.ts";
import { isSaidToBeAnother, isSaidToBeCard, wordsBefore } from "./words-before.ts";

const CARD_MIN = 14;
const CARD_MAX = 19;
/** Groups of one digit are a list, not a card. */
const GROUP_MIN = 2;

const RUN = /(?<![\w])\d{2,19}(?:(?:[ \u00a0]|[ \u00a0]?[-–.·/][ \u00a0]?|\n)\d{2,19})*(?![\w])/g;

interface Group extends Stretch {
  digits: string;
}

/** Payment card numbers: 14 to 19 digits, in groups or not, that a card's maker gives out and whose Luhn sum is right. */
export function cardsIn(text: string): Stretch[] {
  return [...text.matchAll(RUN)].flatMap((run) => {
    const groups = [...run[0].matchAll(/\d+/g)].map(({ 0: digits, index }) => {
      const start = run.index + index;
      return { digits, start, end: start + digits.length };
    });
    return cardsOf(text, groups);
  });
}

function cardsOf(text: string, groups: readonly Group[]): Stretch[] {
  const found: Stretch[] = [];
  for (let first = 0; first < groups.length; first++) {
    const last = endOfCard(text, groups, first);
    if (last < 0) continue;
    found.push({ start: groups[first]?.start ?? 0, end: groups[last]?.end ?? 0 });
    first = last;
  }
  return found;
}

/** The group that ends the card number which this one begins; below zero when it begins none. */
function endOfCard(text: string, groups: readonly Group[], first: number): number {
  let digits = "";
  for (let last = first; last < groups.length && digits.length < CARD_MAX; last++) {
    const group = groups[last]?.digits ?? "";
    if (group.length < GROUP_MIN) return -1;
    digits += group;
    if (!isCard(digits)) continue;
    const shape = groups.slice(first, last + 1).map((one) => one.digits.length);
    if (EMBOSSED.has(shape.join(" ")) || isMeant(text, groups[first]?.start ?? 0, digits)) return last;
  }
  return -1;
}

function isCard(digits: string): boolean {
  return digits.length >= CARD_MIN && digits.length <= CARD_MAX && hasLuhnSum(digits) && cards.number(digits).isValid;
}

/** As it is written on the card itself: whatever a word before it says, that is what it is taken for. */
const EMBOSSED = new Set(["4 4 4 4", "4 6 5"]);

/** Maestro and UnionPay give out so many beginnings that every tenth long number would be theirs. */
const WIDE = new Set(["maestro", "unionpay", "elo", "hiper", "hipercard", "diners-club"]);

function isMeant(text: string, start: number, digits: string): boolean {
  const before = wordsBefore(text, start);
  if (isSaidToBeCard(before)) return true;
  if (isSaidToBeAnother(before)) return false;
  return digits.length === 16 || !WIDE.has(cards.number(digits).card?.type ?? "");
}
