import { z } from "zod";
import { rankNeighbours as rank } from "../../search/neighbours.server.ts";

const payloadSchema = z.object({ threadId: z.number().int() });

/** Ranks the threads that look like a thread, for its page to show. */
export const rankNeighbours = (payload: unknown): Promise<void> => rank(payloadSchema.parse(payload).threadId);
