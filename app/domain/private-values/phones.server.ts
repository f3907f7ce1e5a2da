import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Stretch } from "./reading.ts";
import { isSaidToBeAnother, isSaidToBePhone, wordsBefore } from "./words-before.ts";

const DIGITS_MIN = 7;
const DIGITS_MAX = 15;
/** Asking the library takes a tenth of a millisecond: more in one text are a list of something else. */
const ASKED_MAX = 200;

// What may stand between two digits of one number. A full stop with a space after it ends a sentence.
const GAP = String.raw`(?:[./\-–]|[ \u00a0]?\(|\)[ \u00a0]?|\)[\-/]|[ \u00a0]{1,2}|[ \u00a0][\-–/][ \u00a0])?`;
const RUN = new RegExp(
  String.raw`(?<![\w.,:=#@$€£%&*/\\+(\-–]|\d )(?:\+[ \u00a0]?|\(\+?)?\d(?:${GAP}\d){${DIGITS_MIN - 1},${DIGITS_MAX + 3}}(?![\w]|[.,:/\-–]\d|[ \u00a0]?[%°€$£])`,
  "g",
);

/** Telephone numbers: international ones of any country, national ones of the given countries where they are written like one. */
export function phonesIn(text: string, regions: readonly CountryCode[]): Stretch[] {
  const found: Stretch[] = [];
  let asked = 0;
  for (const match of text.matchAll(RUN)) {
    const [written] = match;
    const digits = written.replace(/\D/g, "");
    if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX + 2) continue;
    if (++asked > ASKED_MAX) break;
    const before = wordsBefore(text, match.index);
    if (isPhone(written, before, regions)) found.push({ start: match.index, end: match.index + written.length });
  }
  return found;
}

function isPhone(written: string, before: string, regions: readonly CountryCode[]): boolean {
  if (/^\(?(?:\+|00(?=[1-9]))/.test(written)) return isInternational(written, before);
  const isSaid = isSaidToBePhone(before);
  if (!isSaid && (isSaidToBeAnother(before) || !looksLikeOne(written) || isRound(written))) return false;
  // Digits in a row may be anything; those of mobile telephones are known.
  const isRow = !isSaid && /^\d+$/.test(written);
  const isRough = isSaid && /^\(?0\d{2}/.test(written);
  return regions.some((region) => {
    const number = parse(written, region);
    if (number && isCompanys(number)) return false;
    return number?.isValid() ? !isRow || number.getType() === "MOBILE" : isRough && number?.isPossible();
  });
}

/** Somebody may write "+12 345 678" of points; a plus with a country's number behind it is a telephone. */
function isInternational(written: string, before: string): boolean {
  const number = parse(written.replace(/^(\(?)00/, "$1+").replace(/\(0\)/, ""));
  if (!number || isCompanys(number)) return false;
  return number.isValid() || (number.isPossible() && (/\d[ ./()-]/.test(written) || isSaidToBePhone(before)));
}

/** Each of its groups ends in a nought: amounts in a row, and nobody's telephone. */
const isRound = (written: string) => /\D/.test(written) && written.split(/\D+/).every((group) => group.endsWith("0"));

/** Free to call, or dear: nobody has one at home. */
const isCompanys = (number: PhoneNumber) => COMPANYS.has(number.getType() ?? "");
const COMPANYS = new Set<string>(["TOLL_FREE", "PREMIUM_RATE", "SHARED_COST", "UAN"]);

/** A national number that needs no word before it: its groups are those of telephones. */
function looksLikeOne(written: string): boolean {
  return SHAPES.some((shape) => shape.test(written));
}

const SHAPES = [
  /^\(\d{3}\) ?\d{3}[-. ]\d{4}$/,
  /^(?:1[-. ])?\d{3}([-. ])\d{3}\1\d{4}$/,
  /^\d{3}\/\d{3}[-.]\d{4}$/,
  /^\(0\d{1,5}\)[ /-]?\d{2,}(?:[ -]?\d{1,}){0,5}$/,
  /^0\d{1,5}(?:[ /]|[ ]?[/–-][ ]?)\d{2,}(?:[ -]?\d{1,}){0,5}$/,
  /^0\d(?:[ .-]\d{2}){4}$/,
  /^0[1-9]\d{8,10}$/,
  /^[6789]\d{2} \d{3} \d{3}$/,
  /^[6789]\d{2}(?: \d{2}){3}$/,
];

const parse = (written: string, region?: CountryCode) =>
  parsePhoneNumberFromString(written.replace(/^\(\+/, "+"), { defaultCountry: region, extract: false });
