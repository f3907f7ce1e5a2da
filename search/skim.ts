/** What a text says, and what it only shows: code, and words of others. */
export interface Skimmed {
  text: string;
  code: string;
  quotes: string;
}

/** Backticks after backticks close code within a line: that line says something, and opens no block. */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})\s*(\S*)/;
const QUOTED = /^ {0,3}>[ >]*/;
const ADDRESS_OF_LINK = /\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+["'(][^"')]*["')])?\)/g;
/** Only an address makes it one: "[error]: it failed" is a sentence. */
const DEFINITION = /^ {0,3}\[(?!\^)[^\]]+\]:\s+(?:<[^>\s]*>|\S*:\/\/\S*|[/#.]\S*|mailto:\S+)(?:\s+["'(].*)?\s*$/;
const BARE_ADDRESS = /\bhttps?:\/\/([^\s/<>()]+)[^\s<>()]*/g;
/** A mark that is meant as itself: my\_setting. */
const ESCAPED = /\\(?=[!-/:-@[-`{-~])/g;
const ENTITY = /&(?:nbsp|quot|amp|lt|gt|apos);/g;
/** Texts without any of these say what they say. */
const MARKED = /[>`~\]:\\&]/;

/**
 * The words of a Markdown text by lines alone, many times faster than parsing it: for an index, which looks at words and
 * no marks. Code blocks and quotes are kept apart, and addresses left out but for their host. Nothing else is lost: what
 * is doubtful is text. What people are shown is read by the real parser.
 */
export function skim(source: string): Skimmed {
  if (!MARKED.test(source)) return { text: source, code: "", quotes: "" };
  const found = { text: [] as string[], code: [] as string[], quotes: [] as string[] };
  let fence = "";
  for (const line of source.split("\n")) {
    const [, mark = "", info = ""] = FENCE.exec(line) ?? [];
    if (fence === "" && mark !== "") fence = mark;
    else if (fence !== "" && info === "" && mark.startsWith(fence)) fence = "";
    else if (fence !== "") found.code.push(line);
    else if (QUOTED.test(line)) found.quotes.push(wordsOf(line.replace(QUOTED, "")));
    else found.text.push(wordsOf(line));
  }
  return { text: found.text.join("\n"), code: found.code.join("\n"), quotes: found.quotes.join("\n") };
}

function wordsOf(line: string): string {
  if (!MARKED.test(line)) return line;
  if (DEFINITION.test(line)) return "";
  let words = line.includes("](") ? line.replace(ADDRESS_OF_LINK, "]") : line;
  if (words.includes("://")) words = words.replace(BARE_ADDRESS, "$1");
  if (words.includes("\\")) words = words.replace(ESCAPED, "");
  return words.includes("&") ? words.replace(ENTITY, " ") : words;
}
