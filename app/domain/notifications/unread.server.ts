import { pool } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";

/** How many of a viewer's notifications nobody has looked at; on every page, so by a prepared statement. */
export async function countUnread(viewer: Viewer): Promise<number> {
  if (viewer.id === NOBODY) return 0;
  const { rows } = await pool.query<{ unread: number }>({
    name: "unread-notifications",
    text: `SELECT count(*)::int AS unread FROM "Notification" WHERE "accountId" = $1 AND "readAt" IS NULL`,
    values: [viewer.id],
  });
  return rows[0]?.unread ?? 0;
}
