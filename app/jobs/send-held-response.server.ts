import type { Task } from "graphile-worker";
import { z } from "zod";
import { sayings } from "../domain/macros/say.server.ts";
import { sendHeldResponse } from "../domain/tickets/send-held-response.server.ts";

const payloadSchema = z.object({ heldId: z.number().int().positive() });

/** The time in which a response could be taken back is over. */
export const sendHeld: Task = (payload) => sendHeldResponse(payloadSchema.parse(payload).heldId, sayings);
