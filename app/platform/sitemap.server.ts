import { Readable } from "node:stream";
import { ErrorLevel, SitemapIndexStream, SitemapStream, streamToPromise } from "sitemap";
import { env } from "./env.server.ts";
import { xmlResponse } from "./xml.server.ts";

/** A page to be found. */
export interface SitemapEntry {
  path: string;
  changedAt?: Date | null;
}

const absolute = (path: string) => new URL(path, env.ORIGIN).href;

/** The list of the files. */
export async function sitemapIndex(paths: readonly string[]): Promise<Response> {
  return answer(Readable.from(paths.map((path) => ({ url: absolute(path) }))).pipe(new SitemapIndexStream()));
}

/** None may be empty; a page named twice does no harm. */
const AT_LEAST: readonly SitemapEntry[] = [{ path: "/" }];

/** A file: its pages, each with the moment of its last change. */
export async function sitemapFile(entries: readonly SitemapEntry[]): Promise<Response> {
  const items = (entries.length > 0 ? entries : AT_LEAST).map(({ path, changedAt }) => ({
    url: absolute(path),
    lastmod: changedAt?.toISOString(),
  }));
  // Our own addresses need not be checked, which is what would take most of the time.
  const plain = { news: false, video: false, image: false, xhtml: false };
  return answer(Readable.from(items).pipe(new SitemapStream({ xmlns: plain, level: ErrorLevel.SILENT })));
}

async function answer(stream: SitemapStream | SitemapIndexStream) {
  return xmlResponse((await streamToPromise(stream)).toString(), "application/xml");
}
