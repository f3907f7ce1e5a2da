import { Readable } from "node:stream";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { ErrorLevel, SitemapIndexStream, SitemapStream, streamToPromise } from "sitemap";
import { env } from "./env.server.ts";
import { NotFound } from "./errors.ts";
import { handleLoader, idParam } from "./http.server.ts";
import { xmlResponse } from "./xml.server.ts";

/** A page to be found. */
export interface SitemapEntry {
  path: string;
  changedAt?: Date | null;
}

const absolute = (path: string) => new URL(path, env.ORIGIN).href;

/** The list of the files, each with the moment of its last change where that is known. */
export async function sitemapIndex(files: readonly SitemapEntry[]): Promise<Response> {
  return answer(Readable.from(files.map(itemOf)).pipe(new SitemapIndexStream()));
}

const itemOf = ({ path, changedAt }: SitemapEntry) => ({ url: absolute(path), lastmod: changedAt?.toISOString() });

/** A file of those that stand for ranges of a primary key, by its number from 1. */
export const numberedFile =
  (count: () => Promise<number>, list: (file: number) => Promise<SitemapEntry[]>) =>
  ({ params }: LoaderFunctionArgs) =>
    handleLoader(async () => {
      const file = idParam(params.number);
      if (file > (await count())) throw new NotFound();
      return sitemapFile(await list(file));
    });

/** None may be empty; a page named twice does no harm. */
const AT_LEAST: readonly SitemapEntry[] = [{ path: "/" }];

/** A file: its pages, each with the moment of its last change. */
export async function sitemapFile(entries: readonly SitemapEntry[]): Promise<Response> {
  const items = (entries.length > 0 ? entries : AT_LEAST).map(itemOf);
  // Our own addresses need not be checked, which is what would take most of the time.
  const plain = { news: false, video: false, image: false, xhtml: false };
  return answer(Readable.from(items).pipe(new SitemapStream({ xmlns: plain, level: ErrorLevel.SILENT })));
}

async function answer(stream: SitemapStream | SitemapIndexStream) {
  return xmlResponse((await streamToPromise(stream)).toString(), "application/xml");
}
