import type { LoaderFunctionArgs } from "@remix-run/node";
import { visitor } from "../domain/accounts/viewer.ts";
import { listThreadsOfTag } from "../domain/threads/list-threads.server.ts";
import { tagSlugNow } from "../domain/threads/tags.server.ts";
import { handleLoader, nameParam } from "../platform/http.server.ts";
import { leadOn } from "../platform/moved.server.ts";
import { threadFeed } from "./feeds.answers/thread-feed.server.ts";

/** The newest questions with a tag that anybody may read. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const asked = nameParam(params.slug);
    const { id, slug, name } = await leadOn(
      request,
      asked,
      (old) => tagSlugNow(visitor(), old),
      () => listThreadsOfTag(visitor(), asked, null),
    );
    const page = `/tags/${encodeURIComponent(slug)}`;
    const scope = { view: "tag", of: id } as const;
    return threadFeed(request, scope, { page, path: `${page}/feed` }, (t) => t("feed.tag", { name }));
  });
