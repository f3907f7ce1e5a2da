import { withoutNumbers } from "../private-values/private-value.ts";

/** Longer ones are cut: a quote says what is answered, it does not say it again. */
const QUOTE_MAX = 1_200;

/** A text as Markdown quotes it, without the quotes within it, and room to write below. */
export function quoteOf(markdown: string): string {
  const own = withoutNumbers(markdown)
    .split("\n")
    .filter((line) => !line.startsWith(">"));
  const text = own.join("\n").trim();
  const cut = text.length > QUOTE_MAX ? `${text.slice(0, QUOTE_MAX).replace(/\s+\S*$/, "")} …` : text;
  return cut === "" ? "" : `${cut.replace(/^/gm, "> ")}\n\n`;
}
