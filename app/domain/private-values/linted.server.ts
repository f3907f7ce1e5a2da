import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import type { Stretch } from "./reading.ts";

/** Its rules are regular expressions, some of them quadratic: they get pieces of this length, which overlap. */
const PIECE = 6_000;
const OVERLAP = 600;

type Rule = (typeof rules)[number];
type Context = Parameters<Rule["create"]>[0];
type Source = Parameters<NonNullable<ReturnType<Rule["create"]>["file"]>>[0];

/**
 * The rules alone, without the library's own runner: that keeps its marks of time for ever and looks through all of them
 * at each, so that every text took longer than the one before. And without the comments that tell it to look away.
 */
const scanners = rules.filter(({ meta }) => meta.type === "scanner");

/** The forms of keys and tokens that companies are known to give out. */
export async function lintedIn(text: string): Promise<Stretch[]> {
  const found: Stretch[] = [];
  // A private key has been found already, and is what its rule is slow at.
  const rest = text.replaceAll("-----BEGIN", "     BEGIN");
  for (let from = 0; from === 0 || from + OVERLAP < rest.length; from += PIECE - OVERLAP) {
    const piece = await lint(rest.slice(from, from + PIECE));
    for (const { start, end } of piece) found.push({ start: from + start, end: from + end });
  }
  return found;
}

async function lint(content: string): Promise<Stretch[]> {
  const found: Stretch[] = [];
  const context = contextOf(([start, end]) => found.push({ start, end }));
  const source = sourceOf(content);
  await Promise.all(scanners.map((rule) => rule.create(context, {}).file?.(source)));
  return found;
}

const contextOf = (onFound: (range: readonly [number, number]) => void): Context => ({
  sharedOptions: {},
  // what it would say about a key is shown to nobody
  createTranslator: () => (id, data) => ({ message: "", messageId: String(id), data }),
  report: ({ range }) => onFound(range),
  ignore: () => {},
});

/** A text of no name: nothing is read from disk. */
const sourceOf = (content: string) => ({ filePath: "post.txt", ext: ".txt", contentType: "text", content }) as Source;
