import { privateValuesIn } from "../private-values/detect.server.ts";
import type { Stretch } from "../private-values/reading.ts";

const MASK = "••••";
/** Order and account numbers. */
const LONG_NUMBER = /(?<![\p{L}\p{N}.])\d(?:[ -]?\d){8,}(?![\p{L}\p{N}])/gu;
/** Keys, tokens, coded addresses: nobody searches by these but by mistake. */
const TOKEN = /(?<![\p{L}\p{N}])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{24,}/giu;

/** A question with what may be somebody's own matter made unreadable: addresses, card, bank and telephone numbers, tokens. */
export async function maskPersonal(text: string): Promise<string> {
  return without(text, await privateValuesIn(text))
    .replace(TOKEN, MASK)
    .replace(LONG_NUMBER, MASK);
}

function without(text: string, stretches: readonly Stretch[]) {
  const lastFirst = [...stretches].sort((a, b) => b.start - a.start);
  return lastFirst.reduce((rest, { start, end }) => rest.slice(0, start) + MASK + rest.slice(end), text);
}
