/** What a statement is drafted from: the public thread, and nothing that is not public there. */
export interface StatementSource {
  title: string;
  happened: string;
  expected: string;
  tried: string;
  steps: readonly Step[];
  affectedCount: number;
}

/** A reply that somebody tried, and what came of it. */
export interface Step {
  text: string;
  asker: "worked" | "didnt" | null;
  workedCount: number;
  didntCount: number;
}

interface Words {
  happened: string;
  expected: string;
  tried: string;
  steps: string;
  worked: string;
  didnt: string;
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
    worked: "worked for me",
    didnt: "didn’t work for me",
    others: (worked, didnt) => `others: worked for ${worked}, not for ${didnt}`,
    affected: (count) => `Others with the same problem: ${count}`,
  },
  de: {
    happened: "Was passiert ist",
    expected: "Was ich erwartet habe",
    tried: "Was ich versucht habe",
    steps: "Bisher vorgeschlagen",
    worked: "hat mir geholfen",
    didnt: "hat mir nicht geholfen",
    others: (worked, didnt) => `bei anderen: ${worked}-mal geholfen, ${didnt}-mal nicht`,
    affected: (count) => `Andere mit demselben Problem: ${count}`,
  },
};
const english = words.en as Words;

export const STEPS_MAX = 20;
const STEP_LENGTH = 160;

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
  const results = [asker === "worked" ? w.worked : asker === "didnt" ? w.didnt : ""];
  if (workedCount + didntCount > 0) results.push(w.others(workedCount, didntCount));
  return `- ${firstWords(text)} (${results.filter(Boolean).join("; ")})`;
}

/** The beginning of a reply on one line, without the marks that would be read as Markdown of ours. */
function firstWords(text: string) {
  const line = text
    .replace(/[`#>*_~|[\]<\\]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const letters = Array.from(line);
  return letters.length > STEP_LENGTH
    ? `${letters
        .slice(0, STEP_LENGTH - 1)
        .join("")
        .trimEnd()}…`
    : line;
}
