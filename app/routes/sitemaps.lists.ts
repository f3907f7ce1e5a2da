import { listFindableLists } from "../domain/threads/sitemap.server.ts";
import { handleLoader } from "../platform/http.server.ts";
import { sitemapFile } from "../platform/sitemap.server.ts";

/** The pages that lead to others. */
export const loader = () =>
  handleLoader(async () => {
    const lists = (await listFindableLists()).map(({ kind, slug }) => `/${kind}/${encodeURIComponent(slug)}`);
    return sitemapFile(["/", "/categories", "/answers", "/support-hours", ...lists].map((path) => ({ path })));
  });
