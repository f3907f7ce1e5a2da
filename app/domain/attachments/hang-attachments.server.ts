import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { FILES_A_POST, filesIn, keptFiles, LOOSE } from "./attachment.ts";
import { refused } from "./sniff.server.ts";

/** What a file can hang on. */
export type Hook = { postId: number } | { responseId: number } | { noteId: number } | { readingId: number };

/** A text with the files that came with it, as a form sends them. */
export interface WithFiles {
  body: string;
  attachments?: string;
}

/**
 * Hangs the files of a form, and those its text shows, on what was made of it: the writer's own loose files alone.
 * Says how many.
 */
export async function hangAttachments(
  tx: Tx,
  viewer: Viewer,
  hook: Hook,
  { body, attachments = "" }: WithFiles,
): Promise<number> {
  const ids = new Set([...keptFiles(attachments).map(({ id }) => id), ...filesIn(body)]);
  if (ids.size === 0) return 0;
  const loose = { accountId: viewer.id, ...LOOSE };
  const { count } = await tx.attachment.updateMany({ where: { ...loose, id: { in: [...ids] } }, data: hook });
  if ((await tx.attachment.count({ where: hook })) > FILES_A_POST) throw refused("too_many_files");
  return count;
}

/** What hung on a response that waited goes out with it, or back to its writer, or to who sends it in their place. */
export async function moveAttachments(
  tx: Tx,
  readingId: number,
  to: { responseId: number } | { createdAt: Date; accountId?: number },
): Promise<void> {
  const data = { readingId: null, ...to };
  await tx.attachment.updateMany({ where: { readingId }, data });
}

/** An edit's files: those taken off are gone for good, those that came with it hang beside the others. Says if any did. */
export async function changeAttachments(
  tx: Tx,
  viewer: Viewer,
  postId: number,
  input: WithFiles & { removed?: number[] },
) {
  const { count } = await tx.attachment.deleteMany({ where: { postId, id: { in: input.removed ?? [] } } });
  return (await hangAttachments(tx, viewer, { postId }, input)) + count > 0;
}
