/** A stretch of a text, by its first character and the one after its last. */
export interface Stretch {
  start: number;
  end: number;
}

// What may stand between two digits of one number. A full stop with a space after it ends a sentence.
const GAP = String.raw`(?:[.\-/]|\u{20}?\(|\)\u{20}?|[\u{20}\u{a0}]{1,2}|\u{20}[\-/]\u{20})?`;
const PHONES = [
  String.raw`(?<![\w.])(?:\+|00)\d(?:${GAP}\d){7,14}(?!\w)`,
  String.raw`(?<![\w.:\-])\(?0\d{1,4}(?:${GAP}\d){5,10}(?![\w:])`,
  String.raw`(?<![\w.\-])\(?\d{3}(?:\)\u{20}?|[.\-\u{20}])\d{3}[.\-\u{20}]\d{4}(?![\w\-])`,
].map((pattern) => new RegExp(pattern, "gu"));
const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/;

/** Telephone numbers: international, national with a leading zero, and the American three-three-four. */
export function phonesIn(text: string): Stretch[] {
  const found = PHONES.flatMap((pattern) => [...text.matchAll(pattern)]);
  return found.filter(([number]) => !DATE.test(number)).map(stretchOf);
}

const stretchOf = (match: RegExpExecArray): Stretch => ({ start: match.index, end: match.index + match[0].length });

const CARD_MIN = 13;
const CARD_MAX = 19;

/** Payment card numbers: 13 to 19 digits, in groups or not, whose Luhn sum is right. */
export function cardsIn(text: string): Stretch[] {
  return [...text.matchAll(/\d+(?:[\s-]{1,2}\d+)*/g)].flatMap((run) => {
    const groups = [...run[0].matchAll(/\d+/g)].map((group) => ({ digits: group[0], at: run.index + group.index }));
    return groups.flatMap((_group, first) => cardFrom(groups, first));
  });
}

/** The card number that begins with this group, if one does. */
function cardFrom(groups: { digits: string; at: number }[], first: number): Stretch[] {
  let digits = "";
  for (let i = first; i < groups.length && digits.length < CARD_MAX; i++) {
    const group = groups[i] as { digits: string; at: number };
    digits += group.digits;
    const isCard = digits.length >= CARD_MIN && digits.length <= CARD_MAX && hasLuhnSum(digits);
    if (isCard) return [{ start: groups[first]?.at ?? 0, end: group.at + group.digits.length }];
  }
  return [];
}

/** ISO/IEC 7812-1, annex B: every second digit from the right doubled, digits summed, divisible by ten. */
export function hasLuhnSum(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && /[1-9]/.test(digits);
}

/** Length of an IBAN by country (registry of ISO 13616, release 99). */
const IBAN_LENGTHS: Record<string, number> = Object.fromEntries(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 " +
    "FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 " +
    "LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 " +
    "RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Bank account numbers: IBANs of the right length whose checksum (mod 97) is right. */
export function ibansIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const match of text.matchAll(/(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[\s-]?[A-Za-z0-9])/g)) {
    const end = endOfIban(text, match.index, IBAN_LENGTHS[match[0].slice(0, 2).toUpperCase()] ?? 0);
    if (end) found.push({ start: match.index, end });
  }
  return found;
}

function endOfIban(text: string, start: number, length: number): number | undefined {
  let compact = "";
  for (let i = start; i < text.length && compact.length < length; i++) {
    const character = text[i] ?? "";
    if (/[A-Za-z0-9]/.test(character)) compact += character.toUpperCase();
    else if (!/[\s-]/.test(character)) return undefined;
    if (compact.length === length) return isIban(compact) && !/[A-Za-z0-9]/.test(text[i + 1] ?? "") ? i + 1 : undefined;
  }
  return undefined;
}

/** The first four characters moved to the end, letters as 10 to 35: the remainder by 97 is 1. */
export function isIban(compact: string): boolean {
  const moved = compact.slice(4) + compact.slice(0, 4);
  let remainder = 0;
  for (const character of moved) {
    for (const digit of String(Number.parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}
