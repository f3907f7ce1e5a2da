import { countThreadFiles, listFindableThreads } from "../domain/threads/sitemap.server.ts";
import { numberedFile } from "../platform/sitemap.server.ts";

/** One file of the threads worth finding. */
export const loader = numberedFile(countThreadFiles, async (file) =>
  (await listFindableThreads(file)).map(({ id, changedAt }) => ({ path: `/threads/${id}`, changedAt })),
);
