/** ISO/IEC 7812-1, annex B: every second digit from the right doubled, digits summed, divisible by ten. */
export function hasLuhnSum(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const doubled = Number(digits[digits.length - 1 - i]) * (1 + (i % 2));
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0 && /[1-9]/.test(digits);
}

/** GS1 General Specifications, 7.9: weights 3 and 1 from the right, as of barcodes; also Switzerland's AHV number. */
export function hasGs1Sum(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

/** Weights 1, 2, 3 … from the right, divisible by eleven, X for ten: as of ISBN-10. */
export function hasMod11Sum(signs: string): boolean {
  let sum = 0;
  for (let i = 0; i < signs.length; i++) {
    const sign = signs[signs.length - 1 - i];
    if (sign === "X" && i > 0) return false;
    sum += (sign === "X" ? 10 : Number(sign)) * (i + 1);
  }
  return sum % 11 === 0;
}

/** ISO/IEC 7064, MOD 11-2: one check character, X for ten, as of ORCID and ISNI. */
export function hasMod112Sum(signs: string): boolean {
  let sum = 0;
  for (const digit of signs.slice(0, -1)) sum = ((sum + Number(digit)) * 2) % 11;
  const check = (12 - sum) % 11;
  return signs.at(-1) === (check === 10 ? "X" : String(check));
}

/** ISO/IEC 7064, MOD 97-10: two check digits at the end, letters as 10 to 35. */
export function hasMod97Sum(signs: string): boolean {
  let remainder = 0;
  for (const sign of signs.toUpperCase()) {
    for (const digit of String(Number.parseInt(sign, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}

/** ISO/IEC 7064, MOD 11,10: as of Germany's tax number. */
export function hasMod1110Sum(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return (11 - product) % 10 === Number(digits.at(-1));
}
