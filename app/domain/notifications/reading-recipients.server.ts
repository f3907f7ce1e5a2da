import type { Event } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { READER_ROLES } from "../accounts/viewer.ts";
import type { NoticeKind, Reason } from "./notification.ts";

interface Told {
  accountId: number;
  kind: NoticeKind;
  reason: Reason;
}

/** Whoever may let a response go that still waits. */
export async function readersOf(event: Event): Promise<Told[]> {
  const reading = await readingOf(event);
  if (reading?.state !== "waiting") return [];
  const where = { role: { in: [...READER_ROLES] }, id: { not: reading.authorId } };
  const readers = await prisma.account.findMany({ where, select: { id: true } });
  return readers.map(({ id }) => ({ accountId: id, kind: "reading_wanted", reason: "reviewer" }));
}

/** Who wrote it. */
export async function readingAuthorOf(event: Event, kind: NoticeKind): Promise<Told[]> {
  const reading = await readingOf(event);
  return reading ? [{ accountId: reading.authorId, kind, reason: "author" }] : [];
}

/** Who sends it in its author's place. */
export async function readingHeirOf(event: Event): Promise<Told[]> {
  const accountId = (await readingOf(event))?.givenToId;
  return accountId ? [{ accountId, kind: "reading_handed_on", reason: "assignee" }] : [];
}

function readingOf({ data }: Event) {
  const { readingId } = (data ?? {}) as { readingId?: unknown };
  return prisma.reading.findUnique({ where: { id: Number(readingId ?? 0) } });
}
