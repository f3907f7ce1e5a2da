import type { LoaderFunctionArgs } from "@remix-run/node";
import { countThreadFiles, listFindableThreads } from "../domain/threads/sitemap.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleLoader, idParam } from "../platform/http.server.ts";
import { sitemapFile } from "../platform/sitemap.server.ts";

/** One file of the threads worth finding. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const file = idParam(params.number);
    if (file > (await countThreadFiles())) throw new NotFound();
    const threads = await listFindableThreads(file);
    return sitemapFile(threads.map(({ id, changedAt }) => ({ path: `/threads/${id}`, changedAt })));
  });
