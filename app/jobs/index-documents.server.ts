import { z } from "zod";
import { bringInStep } from "../../search/sync.server.ts";

const payloadSchema = z.union([z.object({ threadId: z.number().int() }), z.object({ answerId: z.number().int() })]);

/** Brings search in step with a thread or an answer as it is when the job runs: written, or taken out. */
export async function indexDocument(payload: unknown): Promise<void> {
  const row = payloadSchema.parse(payload);
  const key =
    "threadId" in row ? { kind: "thread" as const, id: row.threadId } : { kind: "answer" as const, id: row.answerId };
  if (key.id > 0) await bringInStep(key); // an answer's event may name no thread
}
