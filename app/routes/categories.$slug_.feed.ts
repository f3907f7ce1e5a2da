import { categorySlugNow, requireCategory } from "../domain/threads/categories.server.ts";
import { feedOf } from "./feeds.answers/thread-feed.server.ts";

/** What was asked or answered last in a category that anybody may read. */
export const loader = feedOf({
  view: "category",
  at: "categories",
  find: requireCategory,
  slugNow: categorySlugNow,
});
