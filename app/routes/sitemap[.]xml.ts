import { countAnswerFiles } from "../domain/answers/library.server.ts";
import { countThreadFiles } from "../domain/threads/sitemap.server.ts";
import { handleLoader } from "../platform/http.server.ts";
import { sitemapIndex } from "../platform/sitemap.server.ts";

/** The files that list everything anybody may find. */
export const loader = () =>
  handleLoader(async () => {
    const [answers, threads] = await Promise.all([countAnswerFiles(), countThreadFiles()]);
    return sitemapIndex(["/sitemaps/lists", ...files("answers", answers), ...files("threads", threads)]);
  });

const files = (kind: string, count: number) => Array.from({ length: count }, (_, at) => `/sitemaps/${kind}/${at + 1}`);
