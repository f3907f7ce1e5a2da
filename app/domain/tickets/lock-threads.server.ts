import type { Tx } from "../../platform/db.server.ts";
import { SYSTEM } from "../accounts/viewer.ts";
import { lockThread } from "../threads/threads.server.ts";

/** A verb that needs threads and tickets locks the threads first, each in the order of their numbers. */
export async function lockThreadsOf(tx: Tx, ticketId: number): Promise<number[]> {
  const links = await tx.ticketThread.findMany({ where: { ticketId }, orderBy: { threadId: "asc" } });
  for (const { threadId } of links) await lockThread(tx, SYSTEM, threadId);
  return links.map(({ threadId }) => threadId);
}
