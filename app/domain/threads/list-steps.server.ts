import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { keepInLines } from "../private-values/keep-in-lines.server.ts";
import { withPlaceholders } from "../private-values/keep-values.server.ts";
import type { StepsInput } from "./input.ts";
import { requireReply } from "./solutions.server.ts";
import { lockPost } from "./threads.server.ts";

/**
 * Lists the things to try that a reply holds, so that each can be marked by itself; none makes the reply the step again.
 * Words that stay the same keep what was said of them; changed words are another step.
 */
export async function listSteps(viewer: Viewer, postId: number, input: StepsInput): Promise<void> {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    requireReply(post);
    authorize(viewer, "post.list_steps", post);
    const listed = await tx.postStep.findMany({ where: { postId }, orderBy: { number: "asc" } });
    const before = listed.map(({ text }) => text);
    const { lines, moved } = await keepInLines(tx, viewer, { post, before }, input);
    const known = listed.map((step) => ({ ...step, text: withPlaceholders(step.text, moved) }));
    for (const { number, text } of known.filter(({ text }, index) => text !== before[index]))
      await tx.postStep.update({ where: { postId_number: { postId, number } }, data: { text } });
    const now = known.filter(({ removedAt }) => !removedAt).sort((a, b) => a.place - b.place);
    if (moved.length === 0 && JSON.stringify(now.map(({ text }) => text)) === JSON.stringify(lines)) return;
    await tx.postStep.updateMany({ where: { postId, removedAt: null }, data: { removedAt: new Date() } });
    await place(tx, postId, lines, new Map(known.map(({ text, number }) => [text, number])));
    await record(tx, viewer, "post.steps_listed", {
      threadId: post.threadId,
      postId,
      data: { steps: lines.length },
    });
  });
}

async function place(tx: Tx, postId: number, texts: string[], known: ReadonlyMap<string, number>) {
  let next = Math.max(0, ...known.values()) + 1;
  for (const [place, text] of texts.entries()) {
    const number = known.get(text) ?? next++;
    await tx.postStep.upsert({
      where: { postId_number: { postId, number } },
      create: { postId, number, place, text },
      update: { place, removedAt: null },
    });
  }
}
