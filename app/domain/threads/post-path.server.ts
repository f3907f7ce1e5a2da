import type { Viewer } from "../accounts/viewer.ts";
import { findPostPlace } from "./list-replies.server.ts";

/** The address of the page a post is on, and the place on it; or not found. `/posts/12` leads to the same. */
export async function pathOfPost(viewer: Viewer, postId: number): Promise<string> {
  const { threadId, after } = await findPostPlace(viewer, postId);
  return `/threads/${threadId}${after ? `?after=${after}` : ""}#post-${postId}`;
}
