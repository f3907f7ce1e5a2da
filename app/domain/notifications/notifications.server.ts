import type { Notification } from "../../generated/prisma/client.ts";
import { pool, prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { isNoticeKind, type NoticeKind, pathOf } from "./notification.ts";
import { titlesFor } from "./titles.server.ts";

/** A line of the list; `title` is null where what it is about is not open to the viewer any more. */
export interface ListedNotice {
  id: number;
  kind: NoticeKind;
  title: string | null;
  actor: string;
  at: Date;
  isRead: boolean;
}

export const NOTICES_A_PAGE = 30;

/** The viewer's notifications, newest first; `next` is the id to go on before. */
export async function listNotices(
  viewer: Viewer,
  before?: number,
): Promise<{ notices: ListedNotice[]; next: number | null }> {
  const rows = await prisma.notification.findMany({
    where: { accountId: viewer.id, ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: "desc" },
    take: NOTICES_A_PAGE + 1,
  });
  const page = rows.slice(0, NOTICES_A_PAGE);
  const [titles, actors] = await Promise.all([titlesFor(viewer, page), actorsOf(page)]);
  const notices = page.flatMap((row): ListedNotice[] => {
    if (!isNoticeKind(row.kind)) return [];
    const title = titles.get(row.id) ?? null;
    const actor = actors.get(row.eventId) ?? "";
    return [{ id: row.id, kind: row.kind, title, actor, at: row.createdAt, isRead: row.readAt !== null }];
  });
  return { notices, next: rows.length > NOTICES_A_PAGE ? (page.at(-1)?.id ?? null) : null };
}

/** Who did what each notice tells of, by the event's id. */
export async function actorsOf(rows: readonly Notification[]): Promise<Map<bigint, string>> {
  const events = await prisma.event.findMany({
    where: { id: { in: rows.map(({ eventId }) => eventId) }, actorId: { not: null } },
    select: { id: true, actor: { select: { name: true } } },
  });
  return new Map(events.map(({ id, actor }) => [id, actor?.name ?? ""]));
}

const MARK_READ = `UPDATE "Notification" SET "readAt" = now() WHERE "accountId" = $1 AND "readAt" IS NULL`;

/** Marks everything the viewer was told as read. */
export async function markAllRead(viewer: Viewer): Promise<void> {
  await pool.query({ name: "read_all_notifications", text: MARK_READ, values: [viewer.id] });
}

/** Marks what the viewer was told of this row as read: they are looking at it. Cheap enough for every page. */
export async function markSubjectRead(
  viewer: Viewer,
  subject: { threadId: number } | { ticketId: number } | { answerId: number },
): Promise<void> {
  if (viewer.id === NOBODY) return;
  const [[column, id] = []] = Object.entries(subject);
  const text = `${MARK_READ} AND "${column}" = $2`;
  // Of what somebody asked without their name they are told under it.
  await pool.query({ name: `read_notifications_${column}`, text, values: [viewer.ownerId ?? viewer.id, id] });
}

/** Marks one as read, and gives the path it leads to. */
export async function openNotice(viewer: Viewer, id: number): Promise<string> {
  const row = await prisma.notification.findFirst({ where: { id, accountId: viewer.id } });
  if (!row || !isNoticeKind(row.kind)) throw new NotFound();
  await prisma.notification.updateMany({ where: { id, readAt: null }, data: { readAt: new Date() } });
  const answer = row.answerId
    ? await prisma.answer.findUnique({ where: { id: row.answerId }, select: { slug: true } })
    : null;
  return pathOf(row.kind, row, answer?.slug ?? null);
}
