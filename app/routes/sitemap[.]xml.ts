import { countAnswerFiles } from "../domain/answers/library.server.ts";
import { countPeopleFiles, countThreadFiles, lastChanges } from "../domain/threads/sitemap.server.ts";
import { handleLoader } from "../platform/http.server.ts";
import { type SitemapEntry, sitemapIndex } from "../platform/sitemap.server.ts";

/** The files that list everything anybody may find; those of threads say when one of theirs last changed. */
export const loader = () =>
  handleLoader(async () => {
    const [answers, people, threads, changes] = await Promise.all([
      countAnswerFiles(),
      countPeopleFiles(),
      countThreadFiles(),
      lastChanges(),
    ]);
    const ofThreads = files("threads", threads).map((file, at) => ({ ...file, changedAt: changes.get(at + 1) }));
    return sitemapIndex([
      { path: "/sitemaps/lists" },
      ...files("answers", answers),
      ...files("people", people),
      ...ofThreads,
    ]);
  });

const files = (kind: string, count: number): SitemapEntry[] =>
  Array.from({ length: count }, (_, at) => ({ path: `/sitemaps/${kind}/${at + 1}` }));
