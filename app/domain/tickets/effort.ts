/** A message of the talk: who wrote it, and when. */
export interface Said {
  isFromStaff: boolean;
  at: Date;
}

/** What getting help has cost the requester so far. Shown to staff on the ticket, and counted against nobody. */
export interface Effort {
  /** Posts in their threads and messages to staff. */
  wrote: number;
  /** How often they waited for us, and how long in all, in seconds. */
  waits: number;
  waitedSeconds: number;
  /** Asked again for what they had said or done. */
  repeated: number;
  /** Said that it is not solved, or not answered. */
  disagreed: number;
  /** Had another person to tell it to. */
  hands: number;
}

/** How often and how long somebody waited: from their first word nobody had answered until the next answer, or until now. */
export function waitsOf(talk: readonly Said[], start: Date | null, now: Date) {
  let since = start;
  let waits = 0;
  let waitedMs = 0;
  for (const { isFromStaff, at } of talk) {
    if (!isFromStaff) since ??= at;
    else if (since) {
      waits++;
      waitedMs += Math.max(0, at.getTime() - since.getTime());
      since = null;
    }
  }
  if (since) {
    waits++;
    waitedMs += Math.max(0, now.getTime() - since.getTime());
  }
  return { waits, waitedSeconds: Math.round(waitedMs / 1000) };
}
