import type { Viewer } from "../accounts/viewer.ts";
import { findPostPlace, REPLIES_A_PAGE } from "./list-replies.server.ts";
import type { NewReply } from "./reply-to-thread.server.ts";

/** The address of the page a post is on, and the place on it; or not found. `/posts/12` leads to the same. */
export async function pathOfPost(viewer: Viewer, postId: number): Promise<string> {
  const { threadId, after } = await findPostPlace(viewer, postId);
  return `/threads/${threadId}${after ? `?after=${after}` : ""}#post-${postId}`;
}

/** The same for a reply just made: where there is but one page, nobody has to look for it. */
export async function pathOfReply(viewer: Viewer, { id, threadId, replyCount }: NewReply): Promise<string> {
  return replyCount <= REPLIES_A_PAGE ? `/threads/${threadId}#post-${id}` : pathOfPost(viewer, id);
}
