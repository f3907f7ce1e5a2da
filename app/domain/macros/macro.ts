import type { MacroMode } from "../../generated/prisma/enums.ts";

/** How freely level 1 answers the tickets of a category (product.md §8). */
export const MACRO_MODES = ["scripted_only", "script_first", "free"] as const satisfies readonly MacroMode[];

/** Longest texts, in UTF-16 units. */
export const NAME_MAX = 120;
export const TEXT_MAX = 16_384;
export const REASON_MAX = 2_000;

/** Locale → Markdown. */
export type Texts = Readonly<Record<string, string>>;

/** What somebody fills in before it is sent: `[[order number]]`. */
const BLANK = /\[\[[^[\]\n]{1,80}\]\]/;
const LETTERS = /[\p{L}\p{N}]/gu;
/** Less than this beside the approved text says nothing of the requester's own matter. */
const OWN_LETTERS_MIN = 12;

/** How a message stands to an approved text. */
export interface Match {
  /** Nothing is in it but the text with its blanks filled in. */
  isWhole: boolean;
  /** There is something of the writer's own before or after it. */
  hasOwnWords: boolean;
  /** A blank still stands as it was. */
  isUnfilled: boolean;
  /** What stands before and after it. */
  own: string;
}

/** Whether a message holds this text, in its order and with something in each blank; null when it doesn't. */
export function matchOf(text: string, message: string): Match | null {
  const said = inOneLine(message);
  const parts = inOneLine(text).split(BLANK);
  let at = 0;
  let start = -1;
  for (const [index, part] of parts.entries()) {
    // A text that ends in a blank is filled in up to its end.
    const isOpenEnd = part.trim() === "" && index === parts.length - 1 && index > 0;
    const found = isOpenEnd ? said.length : said.indexOf(part.trim(), at);
    if (found < 0) return null;
    if (start < 0) start = found;
    at = isOpenEnd ? said.length : found + part.trim().length;
  }
  const own = `${said.slice(0, start)} ${said.slice(at)}`;
  return {
    own,
    isWhole: lettersIn(own) === 0,
    hasOwnWords: lettersIn(own) >= OWN_LETTERS_MIN,
    isUnfilled: BLANK.test(said.slice(start, at)),
  };
}

const inOneLine = (text: string) => text.replace(/\s+/g, " ").trim();
const lettersIn = (text: string) => text.match(LETTERS)?.length ?? 0;

/** The text for somebody who reads this language, else in the first there is. */
export const textFor = (texts: Texts, locale: string): string =>
  texts[locale] || Object.values(texts).find(Boolean) || "";

/** Of so many sent, a missed text is looked at again once this share of them missed the point (S3-09). */
export const REWRITE_SHARE = 0.15;
const REWRITE_FROM = 20;

/** Whether a text misses the point too often to be left as it is. */
export const needsRewrite = ({ sent, missed }: { sent: number; missed: number }) =>
  sent >= REWRITE_FROM && missed / sent > REWRITE_SHARE;
