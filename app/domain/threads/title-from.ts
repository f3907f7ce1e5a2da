import { excerpt, markdownToText } from "../../platform/markdown/plain-text.ts";

/** As much as is looked at, and as long as a title is that somebody would have written. */
const READ = 4_000;
const LONGEST = 100;
/** "Hi all!" and "Hello." say nothing of the matter. */
const SHORTEST = 12;

const sentences = new Intl.Segmenter("und", { granularity: "sentence" });

/** What a question is called: as its asker says, or by what they wrote. */
export const titleOf = ({ title, body }: { title: string; body: string }) => title || titleFrom(body);

/** What a question is called whose asker gave it no title: its first sentence that says something, shortened at a word. */
export function titleFrom(markdown: string): string {
  const { text, quotes, code } = markdownToText(markdown.slice(0, READ));
  const lines = (text || quotes || code || markdown.trim()).split("\n");
  const parts = lines.flatMap((line) => [...sentences.segment(line)].map(({ segment }) => segment.trim()));
  const said = parts.find((part) => part.length >= SHORTEST) ?? parts.find(Boolean) ?? "";
  return excerpt(said.replace(/[.。।]+$/u, ""), LONGEST) || said.slice(0, LONGEST).toWellFormed();
}
