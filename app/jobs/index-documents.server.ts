import { z } from "zod";
import { bringInStep, bringLeftInStep, countWordsAnew, flushChanges, readAllAnew } from "../../search/sync.server.ts";

const payloadSchema = z.union([
  z.object({ threadId: z.number().int() }),
  z.object({ answerId: z.number().int() }),
  z.object({ gather: z.literal(true) }),
  z.object({ flush: z.literal(true) }),
  z.object({ recount: z.literal(true) }),
  z.object({ reindex: z.literal(true) }),
]);

/**
 * Brings search in step with a thread or an answer as it is when the job runs: written, or taken out. Threads that wait
 * for the same go with it, in batches. What another
 * engine has to be told of gathers, and goes to it in a job of its own.
 */
export async function indexDocument(payload: unknown): Promise<void> {
  const row = payloadSchema.parse(payload);
  if ("gather" in row) return bringLeftInStep();
  if ("flush" in row) return flushChanges();
  if ("recount" in row) return countWordsAnew();
  if ("reindex" in row) return readAllAnew();
  const key =
    "threadId" in row ? { kind: "thread" as const, id: row.threadId } : { kind: "answer" as const, id: row.answerId };
  if (key.id > 0) await bringInStep(key); // an answer's event may name no thread
}
