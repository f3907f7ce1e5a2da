import type { Post } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { clearFromRevisions, keepEditedValues, withPlaceholders } from "./keep-values.server.ts";
import { type MovedValue, renumber } from "./settle.server.ts";
import type { WithPrivateValues } from "./settle-form.server.ts";

interface Kept {
  lines: string[];
  moved: MovedValue[];
  /** The post as it is now: what was moved stands in it no more. */
  post: Post;
}

/**
 * Puts what was moved out of lines listed beside a post, which the caller has locked, into fields of that post, under numbers
 * that are free there; `before` is what was listed. The post's own text loses the values too: hidden in one place, they
 * would be read in the other.
 */
export async function keepInLines(
  tx: Tx,
  viewer: Viewer,
  { post, before }: { post: Post; before: readonly string[] },
  { body, privateValues = [] }: { body: readonly string[] } & WithPrivateValues,
): Promise<Kept> {
  if (privateValues.length === 0) return { lines: [...body], moved: [], post };
  const taken = await tx.privateValue.findMany({ where: { postId: post.id }, select: { number: true } });
  const numbers = taken.map(({ number }) => number);
  const [{ text }, moved] = renumber({ text: body.join("\n") }, privateValues, numbers);
  const said = [post.markdown, ...before].join("\n");
  await keepEditedValues(tx, viewer, { postId: post.id, authorId: post.authorId, before: said }, moved);
  return { lines: text.split("\n"), moved, post: await hideIn(tx, viewer, post, moved) };
}

async function hideIn(tx: Tx, viewer: Viewer, post: Post, moved: readonly MovedValue[]): Promise<Post> {
  await clearFromRevisions(tx, post.id, moved);
  const { id: postId, threadId, revision } = post;
  const markdown = withPlaceholders(post.markdown, moved);
  if (markdown === post.markdown) return post;
  // What it said before is what it says now: the history has a change, and no value.
  await tx.postRevision.create({ data: { postId, revision, markdown, editorId: viewer.id } });
  const data = { markdown, revision: revision + 1, editedAt: new Date() };
  await record(tx, viewer, "post.edited", { threadId, postId, data: { revision: data.revision } });
  return tx.post.update({ where: { id: postId }, data });
}
