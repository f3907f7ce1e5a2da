import type { StepOutcome } from "../../generated/prisma/enums.ts";
import { imagesAsWords } from "../../platform/markdown/images.ts";

/** Things to try that a reply may list, and how long each may be. */
export const STEPS_MAX = 12;
export const STEP_MAX = 200;

/** A step as it was named: a line without the number or sign it was listed by. */
export const plainStep = (line: string) =>
  line
    .replace(/^\s*(?:\d{1,3}[.)]|[-*+•])\s+/, "")
    .replace(/[*_`]+/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** What a numbered list at the margin of a text lists: a proposal for its author, nothing more. */
export function listedIn(markdown: string): string[] {
  const prose = markdown.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, "");
  const items = [...prose.matchAll(/^ {0,3}\d{1,3}[.)]\s+(.+)$/gm)].map(([, item = ""]) =>
    plainStep(item).slice(0, STEP_MAX),
  );
  return items.length > 1 ? items.filter(Boolean).slice(0, STEPS_MAX) : [];
}

/** A reply in so many words, for a list of steps. */
export function stepOf(markdown: string, most = 160): string {
  const letters = Array.from(
    imagesAsWords(markdown)
      .replace(/[`#>*_~|[\]<\\]+/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`
    : letters.join("");
}

/** What somebody says of a reply by what they say of its steps: one that worked is enough. */
export function verdictOf(outcomes: readonly StepOutcome[]): "worked" | "didnt" | null {
  if (outcomes.includes("worked")) return "worked";
  return outcomes.includes("didnt") ? "didnt" : null;
}
