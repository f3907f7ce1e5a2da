import type { Notification } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { markRead } from "./mark-read.server.ts";
import { isNoticeKind, pathOf } from "./notification.ts";

/** Who did what each notice tells of, by the event's id. */
export async function actorsOf(rows: readonly Notification[]): Promise<Map<bigint, string>> {
  const events = await prisma.event.findMany({
    where: { id: { in: rows.map(({ eventId }) => eventId) }, actorId: { not: null } },
    select: { id: true, actor: { select: { name: true } } },
  });
  return new Map(events.map(({ id, actor }) => [id, actor?.name ?? ""]));
}

/** Marks one as read, and gives the path it leads to. */
export async function openNotice(viewer: Viewer, id: number): Promise<string> {
  const row = await prisma.notification.findFirst({ where: { id, accountId: viewer.id } });
  if (!row || !isNoticeKind(row.kind)) throw new NotFound();
  await markRead(viewer, { notice: id });
  const answer = row.answerId
    ? await prisma.answer.findUnique({ where: { id: row.answerId }, select: { slug: true } })
    : null;
  return pathOf(row.kind, row, answer?.slug ?? null);
}
