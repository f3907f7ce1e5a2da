import { read } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import type { InboxList } from "./inbox.ts";
import { ABOUT, inList } from "./inbox-lists.server.ts";

/** What of the inbox is marked. What came after the page was shown stays as it is: nobody has seen it. */
export type Shown = { notice: number } | { about: string; upTo: number } | { list: InboxList; upTo: number };

/** Every open page of theirs hears of it, where anything has changed. */
const telling = (update: string) => `
  WITH changed AS (${update} RETURNING "readAt")
  SELECT (SELECT "readAt" FROM changed LIMIT 1) AS "readAt", pg_notify('inbox', $1::int::text)::text AS told
  WHERE EXISTS (SELECT FROM changed)`;

const READ = `UPDATE "Notification" AS one SET "readAt" = now() WHERE one."accountId" = $1 AND one."readAt" IS NULL`;
const UNREAD = `UPDATE "Notification" AS one SET "readAt" = NULL WHERE one."accountId" = $1 AND one."readAt" IS NOT NULL`;

/** Marks them as read. The moment of it is the name by which {@link undoRead} takes it back; null where all were. */
export async function markRead(viewer: Viewer, shown: Shown): Promise<Date | null> {
  const [row] = await ask(viewer, "read", READ, shown);
  return row?.readAt ?? null;
}

function ask({ id }: Viewer, name: string, update: string, shown: Shown) {
  if ("notice" in shown) return mark(`${name}_notice`, `${update} AND one.id = $2`, [id, shown.notice]);
  const upTo = `${update} AND one.id <= $2`;
  if ("about" in shown) return mark(`${name}_about`, `${upTo} AND ${ABOUT("one")} = $3`, [id, shown.upTo, shown.about]);
  return mark(`${name}_list.${shown.list}`, `${upTo} AND ${inList("one", shown.list)}`, [id, shown.upTo]);
}

const mark = (name: string, update: string, values: unknown[]) =>
  read<{ readAt: Date | null }>(`notices.${name}`, telling(update), values);

/** Marks one as not read, to come back to. */
export async function markUnread({ id }: Viewer, notice: number): Promise<void> {
  await mark("unread", `${UNREAD} AND one.id = $2`, [id, notice]);
}

/** Takes back what was marked as read in that moment. */
export async function undoRead({ id }: Viewer, readAt: Date): Promise<void> {
  await mark("undo", `${UNREAD} AND one."readAt" = $2`, [id, readAt]);
}

/** Marks what the viewer was told of this row as read: they are looking at it. Cheap enough for every page. */
export async function markSubjectRead(
  viewer: Viewer,
  subject: { threadId: number } | { ticketId: number } | { answerId: number } | { talkId: number },
): Promise<void> {
  if (viewer.id === NOBODY) return;
  const [[column, id] = []] = Object.entries(subject);
  // Of what somebody asked without their name they are told under it.
  await mark(`read_${column}`, `${READ} AND one."${column}" = $2`, [viewer.ownerId ?? viewer.id, id]);
}
