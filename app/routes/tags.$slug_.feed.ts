import { listThreadsOfTag } from "../domain/threads/list-threads.server.ts";
import { tagSlugNow } from "../domain/threads/tags.server.ts";
import { feedOf } from "./feeds.answers/thread-feed.server.ts";

/** The newest questions with a tag that anybody may read. */
export const loader = feedOf({
  view: "tag",
  at: "tags",
  find: (viewer, slug) => listThreadsOfTag(viewer, slug, null),
  slugNow: tagSlugNow,
});
