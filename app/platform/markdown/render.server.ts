import { createHash } from "node:crypto";
import { ByteCache } from "./byte-cache.ts";
import { plainHtml } from "./escape.ts";
import { MARKDOWN_MAX } from "./limits.ts";
import { renderHtml } from "./render-html.ts";
import { RenderPool } from "./render-pool.server.ts";

/** Texts up to here are rendered at once: the worst of this length takes some milliseconds. */
const SMALL = 2_048;

/** With code to colour, whose grammars are slower, up to here. */
const SMALL_WITH_CODE = 1_024;

const CACHE_BYTES = 64 * 1_048_576;

/** How long a text that took too long stays plain before it is tried again. */
const LATE_MS = 10 * 60_000;

const cache = new ByteCache(CACHE_BYTES);
const pool = new RenderPool();
const running = new Map<string, Promise<string>>();

/**
 * Markdown from anybody as HTML that is safe to show on any page. Never rejects, and never keeps the server's thread:
 * what is too long, or can't be rendered within a second, comes back as plain text with its line breaks.
 */
export async function renderMarkdown(source: string): Promise<string> {
  if (source.length > MARKDOWN_MAX) return plainHtml(source);
  const key = createHash("sha256").update(source).digest("base64");
  return cache.get(key) ?? running.get(key) ?? renderFresh(key, source);
}

/** Several texts, in their order. */
export function renderMany(sources: readonly string[]): Promise<string[]> {
  return Promise.all(sources.map(renderMarkdown));
}

function renderFresh(key: string, source: string): string | Promise<string> {
  if (isSmall(source)) return keep(key, renderSmall(source));
  const rendering = renderLarge(key, source).finally(() => running.delete(key));
  running.set(key, rendering);
  return rendering;
}

function isSmall(source: string): boolean {
  return source.length <= (/```|~~~/.test(source) ? SMALL_WITH_CODE : SMALL);
}

function renderSmall(source: string): string {
  try {
    return renderHtml(source);
  } catch {
    return plainHtml(source);
  }
}

async function renderLarge(key: string, source: string): Promise<string> {
  const outcome = await pool.render(source);
  if (typeof outcome === "object") return keep(key, outcome.html);
  if (outcome === "refused") return plainHtml(source);
  return keep(key, plainHtml(source), outcome === "late" ? LATE_MS : undefined);
}

function keep(key: string, html: string, milliseconds?: number): string {
  cache.set(key, html, milliseconds);
  return html;
}
