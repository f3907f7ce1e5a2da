const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const BLOCK_END = /<\/(?:p|li|h[1-6]|pre|tr|blockquote)>|<br>/g;

/**
 * The words of HTML that `renderMarkdown` has made, a block a line: for machines that want plain text of a page that has
 * been rendered anyway. Linear in any input.
 */
export function textOfHtml(html: string, maxChars: number): string {
  const text = html
    .replace(BLOCK_END, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name] ?? "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
  return text.length <= maxChars ? text : `${text.slice(0, maxChars - 1).toWellFormed()}…`;
}
