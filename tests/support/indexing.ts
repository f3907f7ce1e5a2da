import { prisma } from "../../app/platform/db.server.ts";
import { bringInStep } from "../../search/sync.server.ts";

/** Brings the search index in step with every thread and answer there is, shown or not. */
export async function indexEverything() {
  const [threads, answers] = await Promise.all([
    prisma.thread.findMany({ select: { id: true } }),
    prisma.answer.findMany({ select: { id: true } }),
  ]);
  for (const { id } of threads) await bringInStep({ kind: "thread", id });
  for (const { id } of answers) await bringInStep({ kind: "answer", id });
}
