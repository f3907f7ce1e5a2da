import type { StepOutcome } from "../../generated/prisma/enums.ts";
import { stepOf } from "../threads/step.ts";

/** What a statement is drafted from: the public thread, and nothing that is not public there. */
export interface StatementSource {
  title: string;
  happened: string;
  expected: string;
  tried: string;
  steps: readonly Step[];
  affectedCount: number;
}

/** A reply that somebody tried, or a step listed in one, and what came of it. */
export interface Step {
  text: string;
  asker: StepOutcome | null;
  /** What others say. */
  workedCount: number;
  didntCount: number;
}

interface Words {
  happened: string;
  expected: string;
  tried: string;
  steps: string;
  outcomes: Record<StepOutcome, string>;
  others(worked: number, didnt: number): string;
  affected(count: number): string;
}

/**
 * The headings of a statement. They are part of the text that is confirmed, so they are written once, in the
 * requester's language, and not made at display like other words.
 */
const words: Record<string, Words> = {
  en: {
    happened: "What happened",
    expected: "What I expected",
    tried: "What I tried",
    steps: "Suggested so far",
    outcomes: {
      worked: "worked for me",
      didnt: "didn’t work for me",
      tried: "I have tried it",
      cant: "I can’t do that",
    },
    others: (worked, didnt) => `others: worked for ${worked}, not for ${didnt}`,
    affected: (count) => `Others with the same problem: ${count}`,
  },
  de: {
    happened: "Was passiert ist",
    expected: "Was ich erwartet habe",
    tried: "Was ich versucht habe",
    steps: "Bisher vorgeschlagen",
    outcomes: {
      worked: "hat mir geholfen",
      didnt: "hat mir nicht geholfen",
      tried: "habe ich versucht",
      cant: "das kann ich nicht tun",
    },
    others: (worked, didnt) => `bei anderen: ${worked}-mal geholfen, ${didnt}-mal nicht`,
    affected: (count) => `Andere mit demselben Problem: ${count}`,
  },
};
const english = words.en as Words;

export const STEPS_MAX = 20;

/** Drafts the statement in the requester's language, as Markdown. */
export function draftStatement(source: StatementSource, locale: string): string {
  const w = words[locale] ?? english;
  const parts = [
    `# ${source.title}`,
    section(w.happened, source.happened),
    section(w.expected, source.expected),
    section(w.tried, source.tried),
    section(w.steps, source.steps.map((step) => stepLine(step, w)).join("\n")),
    source.affectedCount > 0 ? w.affected(source.affectedCount) : "",
  ];
  return parts.filter(Boolean).join("\n\n");
}

const section = (heading: string, text: string) => (text.trim() ? `## ${heading}\n\n${closeFence(text.trim())}` : "");

/** A code block that was never closed would swallow every heading below it. */
function closeFence(text: string) {
  let open = "";
  for (const [, mark = ""] of text.matchAll(/^ {0,3}(`{3,}|~{3,})/gm)) {
    if (!open) open = mark;
    else if (mark.startsWith(open)) open = "";
  }
  return open ? `${text}\n${open}` : text;
}

function stepLine({ text, asker, workedCount, didntCount }: Step, w: Words) {
  const results = asker ? [w.outcomes[asker]] : [];
  if (workedCount + didntCount > 0) results.push(w.others(workedCount, didntCount));
  return `- ${stepOf(text)}${results.length > 0 ? ` (${results.join("; ")})` : ""}`;
}
