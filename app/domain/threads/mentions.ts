/** More than these in one post is a crowd, and nobody in it is told. */
export const MENTIONS_MAX = 10;
/** So often a day somebody may call others by name. */
export const MENTIONS_A_DAY = 40;

const CODE = /(`{3,}|~{3,})[\s\S]*?(?:\1|$)|`[^`\n]*`/g;
const QUOTE = /^[ \t]{0,3}>.*$/gm;
/** Neither in an address (vera@example.com) nor in a path (/@vera). */
const MENTION = /(?<![\w@/.+-])@([a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?)(?![\w@])/gi;

/**
 * The handles that a text mentions, each once, in lower case and in order; none of code or of what is quoted from
 * others. A crowd of them is none.
 */
export function mentionsIn(markdown: string): string[] {
  const text = markdown.replace(CODE, " ").replace(QUOTE, " ");
  const handles = new Set([...text.matchAll(MENTION)].map(([, handle = ""]) => handle.toLowerCase()));
  return handles.size > MENTIONS_MAX ? [] : [...handles];
}
