/** What a text says, and the code it shows. */
export interface Skimmed {
  text: string;
  code: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const QUOTED = /^ {0,3}>/;
const ADDRESS_OF_LINK = /\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+["'(][^"')]*["')])?\)/g;
const DEFINITION = /^ {0,3}\[[^\]]+\]:\s+\S+/;
const BARE_ADDRESS = /\bhttps?:\/\/([^\s/<>()]+)[^\s<>()]*/g;
/** Lines without any of these say what they say. */
const MARKED = /[>`~\]:]/;

/**
 * The words of a Markdown text by lines alone, many times faster than parsing it: for an index, which looks at words and
 * no marks. Code blocks are kept apart; quotes are left out, since they are found where they were said, and so are
 * addresses but for their host. What people are shown is read by the real parser.
 */
export function skim(source: string): Skimmed {
  if (!MARKED.test(source)) return { text: source, code: "" };
  const text: string[] = [];
  const code: string[] = [];
  let fence = "";
  for (const line of source.split("\n")) {
    const mark = FENCE.exec(line)?.[1] ?? "";
    if (fence === "" && mark !== "") fence = mark;
    else if (fence !== "" && mark.startsWith(fence)) fence = "";
    else if (fence !== "") code.push(line);
    else if (!QUOTED.test(line)) text.push(wordsOf(line));
  }
  return { text: text.join("\n"), code: code.join("\n") };
}

function wordsOf(line: string): string {
  if (!MARKED.test(line)) return line;
  if (DEFINITION.test(line)) return "";
  const unlinked = line.includes("](") ? line.replace(ADDRESS_OF_LINK, "]") : line;
  return unlinked.includes("://") ? unlinked.replace(BARE_ADDRESS, "$1") : unlinked;
}
