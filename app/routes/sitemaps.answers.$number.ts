import type { LoaderFunctionArgs } from "@remix-run/node";
import { countAnswerFiles, listFindableAnswers } from "../domain/answers/library.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";
import { sitemapFile } from "../platform/sitemap.server.ts";

/** One file of the company's answers. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const file = idParam(params.number);
    if (file > (await countAnswerFiles())) throw new NotFound();
    const answers = await listFindableAnswers(file);
    return sitemapFile(
      answers.map(({ slug, checkedAt }) => ({ path: `/answers/${encodeURIComponent(slug)}`, changedAt: checkedAt })),
    );
  });
