import type { InboxList } from "../../domain/notifications/inbox.ts";

/** A page of the inbox; `read` is the moment in which something was marked, which can be taken back there. */
export function inboxPath(list: InboxList, before?: number | null, read?: Date | null): string {
  const query = new URLSearchParams();
  if (list !== "all") query.set("view", list);
  if (before) query.set("before", String(before));
  if (read) query.set("read", String(read.getTime()));
  return query.size > 0 ? `/notifications?${query}` : "/notifications";
}
