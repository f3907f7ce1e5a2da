import { countPeopleFiles, listFindablePeople } from "../domain/threads/sitemap.server.ts";
import { numberedFile } from "../platform/sitemap.server.ts";

/** One file of the people who have solved something. */
export const loader = numberedFile(countPeopleFiles, async (file) =>
  (await listFindablePeople(file)).map(({ handle, changedAt }) => ({
    path: `/people/${encodeURIComponent(handle)}`,
    changedAt,
  })),
);
