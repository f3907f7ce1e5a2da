import { countAnswerFiles, listFindableAnswers } from "../domain/answers/library.server.ts";
import { numberedFile } from "../platform/sitemap.server.ts";

/** One file of the company's answers. */
export const loader = numberedFile(countAnswerFiles, async (file) =>
  (await listFindableAnswers(file)).map(({ slug, checkedAt }) => ({
    path: `/answers/${encodeURIComponent(slug)}`,
    changedAt: checkedAt,
  })),
);
