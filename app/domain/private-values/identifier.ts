import { hasGs1Sum, hasLuhnSum, hasMod11Sum, hasMod97Sum, hasMod112Sum, hasMod1110Sum } from "./check-digits.ts";
import type { Stretch } from "./reading.ts";

/** How the last signs of a number prove the others. */
export const CHECK_SCHEMES = ["none", "luhn", "gs1", "mod11", "mod11_2", "mod11_10", "mod97"] as const;
export type CheckScheme = (typeof CHECK_SCHEMES)[number];

/** Private ones are offered a move out of a public text; the others are marked for staff only. */
export const PRIVACY_CLASSES = ["private", "open"] as const;
export type PrivacyClass = (typeof PRIVACY_CLASSES)[number];

/** A kind of number that the company gives out: an order's, a serial number. */
export interface Identifier {
  id: number;
  name: string;
  pattern: string;
  check: CheckScheme;
  privacy: PrivacyClass;
}

export const PATTERN_MAX = 40;
export const NAME_MAX = 60;
/** Less says too little: every "A-12" of a text would be one. */
const OPEN_SIGNS_MIN = 4;

/**
 * The little language of patterns: `#` is a digit, `@` a letter, `*` a letter or a digit, everything else itself. It has no
 * repetition, so no pattern can make a text slow to read.
 */
const OPEN_SIGNS: Record<string, string> = { "#": "\\d", "@": "[A-Za-z]", "*": "[A-Za-z\\d]" };
const ALLOWED = /^[A-Za-z\d#@* ./_-]+$/;

/** Why a pattern cannot be taken; null when it can. */
export function patternProblem(pattern: string, check: CheckScheme): string | null {
  if (pattern.length > PATTERN_MAX) return "too_long";
  if (!ALLOWED.test(pattern) || /^[ ./_-]|[ ./_-]$/.test(pattern)) return "not_a_pattern";
  const open = pattern.replace(/[^#@*]/g, "");
  if (open.length < OPEN_SIGNS_MIN) return "pattern_too_open";
  if (check !== "none" && !/[#*]$/.test(pattern)) return "no_check_digit";
  if (check !== "none" && check !== "mod97" && pattern.includes("*")) return "check_needs_digits";
  return null;
}

/** A number as an admin has described it, in a text. */
export interface FoundIdentifier extends Stretch {
  identifier: Identifier;
  /** False when its check digit is wrong: most likely it was mistyped. */
  isRight: boolean;
}

/** What finds them; made once for all texts. */
export interface Finder {
  identifier: Identifier;
  expression: RegExp;
}

export const finderOf = (identifier: Identifier): Finder => ({
  identifier,
  expression: new RegExp(String.raw`(?<![\p{L}\d_-])${sourceOf(identifier)}(?![\p{L}\d_]|-\d)`, "giu"),
});

/** A hyphen, a space or nothing at all may be written where the pattern has one of them; X may be the check digit. */
function sourceOf({ pattern, check }: Identifier): string {
  const signs = Array.from(pattern);
  return signs
    .map((sign, index) => {
      const isLast = index === signs.length - 1;
      if (sign === "#" && isLast && (check === "mod11" || check === "mod11_2")) return "[\\dXx]";
      if (/[ -]/.test(sign)) return "[ -]?";
      return OPEN_SIGNS[sign] ?? sign.replace(/[./]/, "\\$&");
    })
    .join("");
}

/** All numbers of these kinds in a text. */
export function identifiersIn(text: string, finders: readonly Finder[]): FoundIdentifier[] {
  return finders.flatMap(({ identifier, expression }) =>
    [...text.matchAll(expression)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      identifier,
      isRight: hasRightCheck(identifier, match[0]),
    })),
  );
}

/** What a description finds in a sample, before it is looked for everywhere. */
export function triedOn(sample: string, described: Omit<Identifier, "id">): { value: string; isRight: boolean }[] {
  const found = identifiersIn(sample, [finderOf({ ...described, id: 0 })]);
  return found.map(({ start, end, isRight }) => ({ value: sample.slice(start, end), isRight }));
}

const CHECKS: Record<CheckScheme, (signs: string) => boolean> = {
  none: () => true,
  luhn: hasLuhnSum,
  gs1: hasGs1Sum,
  mod11: hasMod11Sum,
  mod11_2: hasMod112Sum,
  mod11_10: hasMod1110Sum,
  mod97: hasMod97Sum,
};

/** The check goes over what varies: its digits, and with the one scheme that takes them its letters too. */
function hasRightCheck({ pattern, check }: Identifier, written: string): boolean {
  const signs = written.replace(/[^A-Za-z\d]/g, "").toUpperCase();
  const open = Array.from(pattern.replace(/[^A-Za-z\d#@*]/g, ""));
  const counted = check === "mod97" ? /[#@*]/ : /#/;
  return CHECKS[check](open.map((sign, i) => (counted.test(sign) ? (signs[i] ?? "") : "")).join(""));
}
