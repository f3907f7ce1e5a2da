const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it stands in HTML, also within double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** Text as paragraphs with its line breaks: what is shown when Markdown can't be rendered. Linear in any input. */
export function plainHtml(source: string): string {
  const paragraphs = source
    .replace(/\r\n?/g, "\n")
    .replace(/\0/g, "\uFFFD")
    .trim()
    .split(/\n{2,}/);
  return paragraphs.map((text) => `<p dir="auto">${escapeHtml(text).replaceAll("\n", "<br>\n")}</p>\n`).join("");
}
