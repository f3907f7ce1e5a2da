import { hasGs1Sum, hasLuhnSum, hasMod1110Sum } from "./check-digits.ts";
import type { Stretch } from "./reading.ts";
import { isSaidToBeAnother, isSaidToBePersonalId, wordsBefore } from "./words-before.ts";

interface Scheme {
  pattern: RegExp;
  /** Of the letters and digits, in capitals. */
  isRight: (signs: string) => boolean;
  /** Its form is too common: a word before it must say what it is. */
  mustBeSaid?: true;
}

/** What names a person to an authority, where its form or its check digit says so. */
const SCHEMES: readonly Scheme[] = [
  // United States: area, group and serial are never zero, and areas 666 and 900 on were never given out
  { pattern: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, isRight: isSsn },
  { pattern: /(?<![\w-])\d{3}[ ]?\d{2}[ ]?\d{4}(?![\w-])/g, isRight: isSsn, mustBeSaid: true },
  // United Kingdom: two letters, six digits, A to D
  {
    pattern: /(?<![\w-])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{2} \d{2} \d{2} [A-D](?![\w-])/gi,
    isRight: isNino,
  },
  {
    pattern: /(?<![\w-])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{6} ?[A-D](?![\w-])/gi,
    isRight: isNino,
    mustBeSaid: true,
  },
  // United Kingdom: health service, by eleven; Sweden: birthday, three digits and Luhn's
  { pattern: /(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])/g, isRight: isNhs, mustBeSaid: true },
  { pattern: /(?<![\w-])(?:\d{2})?\d{6}[-+]?\d{4}(?![\w-])/g, isRight: isPersonnummer, mustBeSaid: true },
  // Germany: tax number
  { pattern: /(?<![\w-])[1-9]\d(?: ?\d{3}){3}(?![\w-])/g, isRight: hasMod1110Sum, mustBeSaid: true },
  // Germany: pension insurance, area, birthday, initial, serial, check
  { pattern: /(?<![\w-])\d{2} ?\d{6} ?[A-Z] ?\d{3}(?![\w-])/g, isRight: () => true, mustBeSaid: true },
  // France: sex, year, month, place, order, and a key of 97
  {
    pattern: /(?<![\w-])[12] ?\d{2} ?[0-3]\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?![\w-])/gi,
    isRight: isNir,
  },
  // Spain: eight digits, or X, Y, Z and seven, and a letter by 23
  { pattern: /(?<![\w-])(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?![\w-])/g, isRight: isDni },
  // Italy: sixteen signs of name, birthday and place
  {
    pattern: /(?<![\w-])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\w-])/gi,
    isRight: isCodiceFiscale,
  },
  // Switzerland: 756 and a barcode's check digit
  { pattern: /(?<![\w-])756\.?\d{4}\.?\d{4}\.?\d{2}(?![\w-])/g, isRight: hasGs1Sum },
  // Netherlands: the test by eleven
  { pattern: /(?<![\w-])\d{4}[. ]?\d{2}[. ]?\d{3}(?![\w-])/g, isRight: isBsn, mustBeSaid: true },
  // Brazil: two check digits by eleven
  { pattern: /(?<![\w-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g, isRight: isCpf },
  // Poland, India: by their word alone
  { pattern: /(?<![\w-])\d{11}(?![\w-])/g, isRight: isPesel, mustBeSaid: true },
  { pattern: /(?<![\w-])[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}(?![\w-])/g, isRight: () => true, mustBeSaid: true },
];

/** Numbers that name a person to an authority. */
export function nationalIdsIn(text: string): Stretch[] {
  return SCHEMES.flatMap(({ pattern, isRight, mustBeSaid }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const before = wordsBefore(text, match.index);
      const isSaid = isSaidToBePersonalId(before);
      if (!isSaid && (mustBeSaid || isSaidToBeAnother(before))) return [];
      const isId = isRight(match[0].replace(/[^A-Za-z0-9]/g, "").toUpperCase());
      return isId ? [{ start: match.index, end: match.index + match[0].length }] : [];
    }),
  );
}

function isSsn(digits: string) {
  const [area, group, serial] = [digits.slice(0, 3), digits.slice(3, 5), digits.slice(5)];
  return area !== "000" && area !== "666" && area < "900" && group !== "00" && serial !== "0000";
}

function isNhs(digits: string) {
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i);
  return (11 - (sum % 11)) % 11 === Number(digits[9]) && /[1-9]/.test(digits);
}

function isPersonnummer(digits: string) {
  const isBirthday = /^(?:\d\d)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|[6-9]\d)\d{4}$/.test(digits);
  return isBirthday && hasLuhnSum(digits.slice(-10));
}

function isNino(signs: string) {
  return !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(signs);
}

function isNir(signs: string) {
  const month = Number(signs.slice(3, 5));
  if (!((month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50)) return false;
  const isA = signs[6] === "A";
  const digits = Number(signs.slice(0, 13).replace(/[AB]/, "0")) - (isA ? 1_000_000 : signs[6] === "B" ? 2_000_000 : 0);
  return 97 - (digits % 97) === Number(signs.slice(13));
}

function isDni(signs: string) {
  const number = Number(signs.slice(0, -1).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter))));
  return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] === signs.at(-1) && /[1-9]/.test(signs);
}

// Decree of 23 December 1976: values of the signs in odd places; those in even places count as they are.
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

function isCodiceFiscale(signs: string) {
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const code = signs.charCodeAt(i);
    const value = code >= 65 ? code - 65 : code - 48;
    sum += i % 2 === 0 ? (ODD[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26)) === signs[15];
}

function isBsn(digits: string) {
  const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11 === 0 && /[1-9]/.test(digits);
}

function isCpf(digits: string) {
  const check = (length: number) => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += Number(digits[i]) * (length + 1 - i);
    return String(((sum * 10) % 11) % 10);
  };
  return check(9) === digits[9] && check(10) === digits[10] && new Set(digits).size > 1;
}

function isPesel(digits: string) {
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1];
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 10 === 0;
}
