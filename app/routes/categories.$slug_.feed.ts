import type { LoaderFunctionArgs } from "@remix-run/node";
import { visitor } from "../domain/accounts/viewer.ts";
import { categorySlugNow, requireCategory } from "../domain/threads/categories.server.ts";
import { handleLoader, nameParam } from "../platform/http.server.ts";
import { leadOn } from "../platform/moved.server.ts";
import { threadFeed } from "./feeds.answers/thread-feed.server.ts";

/** What was asked or answered last in a category that anybody may read. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const asked = nameParam(params.slug);
    const { id, slug, name } = await leadOn(
      request,
      asked,
      (old) => categorySlugNow(visitor(), old),
      () => requireCategory(visitor(), asked),
    );
    const page = `/categories/${encodeURIComponent(slug)}`;
    const scope = { view: "category", of: id } as const;
    return threadFeed(request, scope, { page, path: `${page}/feed` }, (t) => t("feed.category", { name }));
  });
