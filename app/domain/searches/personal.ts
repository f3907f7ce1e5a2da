import { cardsIn, ibansIn, phonesIn } from "../answers/numbers.ts";

const MASK = "••••";
const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;
/** Order and account numbers. */
const LONG_NUMBER = /(?<![\p{L}\p{N}.])\d(?:[ -]?\d){8,}(?![\p{L}\p{N}])/gu;
/** Keys, tokens, coded addresses: nobody searches by these but by mistake. */
const TOKEN = /(?<![\p{L}\p{N}])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{24,}/giu;

/** A question with what may be somebody's own matter made unreadable: addresses, card, bank and telephone numbers, tokens. */
export function maskPersonal(text: string): string {
  let masked = text.replace(EMAIL, MASK).replace(TOKEN, MASK);
  for (const find of [cardsIn, ibansIn, phonesIn]) masked = masked.replace(/^.*$/s, (all) => without(all, find(all)));
  return masked.replace(LONG_NUMBER, MASK);
}

function without(text: string, stretches: readonly { start: number; end: number }[]) {
  const lastFirst = [...stretches].sort((a, b) => b.start - a.start);
  return lastFirst.reduce((rest, { start, end }) => rest.slice(0, start) + MASK + rest.slice(end), text);
}
