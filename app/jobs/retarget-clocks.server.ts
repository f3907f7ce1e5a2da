import type { Task } from "graphile-worker";
import { retargetThreads } from "../domain/threads/retarget-threads.server.ts";
import { retargetTickets } from "../domain/tickets/retarget-tickets.server.ts";

/** A calendar was changed: what is due by it is asked anew. Begins from the start when it was broken off. */
export const retargetClocks: Task = async () => {
  await retargetThreads();
  await retargetTickets();
};
