/** Characters that no XML document may hold, however they are written. */
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text without what would make a document that holds it unreadable. */
export const xmlText = (text: string) => text.toWellFormed().replace(NO_XML, "");

/** An XML document. Others may keep it, but ask each time whether it is still so: what has been hidden is gone at once. */
export function xmlResponse(body: string, type: string, headers: HeadersInit = {}): Response {
  const own = { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-cache" };
  return new Response(body, { headers: { ...own, ...headers } });
}
