import { createHash } from "node:crypto";
import type { ReadThread } from "../../domain/threads/read-thread.server.ts";
import type { Lane } from "../../domain/tickets/lane.ts";

/**
 * What a viewer has seen of a thread, in a word: the last thing that happened to it as far as they may see, and the
 * private lane as it is for them. Two viewers who may see different things have different versions, so news of what one
 * may not see never reaches the other.
 */
export function versionOf({ lastEventId }: Pick<ReadThread, "lastEventId">, lane: Lane): string {
  const beside = createHash("sha256").update(JSON.stringify(lane)).digest("base64url").slice(0, 10);
  return `${lastEventId ?? 0}.${beside}`;
}
