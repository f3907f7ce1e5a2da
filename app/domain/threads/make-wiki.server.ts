import { transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { requireReply } from "./solutions.server.ts";
import { lockPost } from "./threads.server.ts";

/** Lets every member improve a reply. Its author stays its author, and what it said before stays readable. */
export function makeWiki(viewer: Viewer, postId: number): Promise<void> {
  return setWiki(viewer, postId, new Date());
}

/** Leaves it to its author and staff again, as it reads now. */
export function unmakeWiki(viewer: Viewer, postId: number): Promise<void> {
  return setWiki(viewer, postId, null);
}

async function setWiki(viewer: Viewer, postId: number, wikiAt: Date | null) {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    authorize(viewer, "post.make_wiki", post);
    requireReply(post);
    if ((post.wikiAt === null) === (wikiAt === null)) return;
    await tx.post.update({ where: { id: postId }, data: { wikiAt } });
    const kind = wikiAt ? "post.made_wiki" : "post.unmade_wiki";
    await record(tx, viewer, kind, { threadId: post.threadId, postId });
  });
}
