import { read } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { UNREAD_SHOWN_MAX } from "./notification.ts";

// Counted no further than it is shown: somebody who never looks must not make every page slower.
const UNREAD = `
  SELECT count(*)::int AS count FROM (
    SELECT FROM "Notification" WHERE "accountId" = $1 AND "readAt" IS NULL LIMIT ${UNREAD_SHOWN_MAX + 1}) AS unread`;

/** How many of a viewer's notifications nobody has looked at, at most one more than is shown; on every page. */
export async function countUnread(viewer: Viewer): Promise<number> {
  if (viewer.id === NOBODY) return 0;
  const [row] = await read<{ count: number }>("unread_notifications", UNREAD, [viewer.id]);
  return row?.count ?? 0;
}
