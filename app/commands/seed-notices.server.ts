import { consequences, type EventKind } from "../domain/events/events.ts";
import { followersOf } from "../domain/notifications/followers.server.ts";
import { addNotices } from "../domain/notifications/notices.server.ts";
import { recipientsOf } from "../domain/notifications/recipients.server.ts";
import type { Recipient } from "../domain/notifications/sides.server.ts";
import { prisma, transaction } from "../platform/db.server.ts";

const DAY_MS = 86_400_000;
const TOLD_FOR_DAYS = 5;
const UNREAD_FOR_DAYS = 2;

const told = (Object.keys(consequences) as EventKind[]).filter((kind) =>
  (consequences[kind] as readonly string[]).includes("notify"),
);

/** Tells people in the app of what happened lately, and of every answer that was published, by the same rules as always, and mails nothing. */
export async function seedNotices(now: Date): Promise<void> {
  const since = new Date(now.getTime() - TOLD_FOR_DAYS * DAY_MS);
  const events = await prisma.event.findMany({
    where: { OR: [{ kind: "answer.published" }, { kind: { in: told }, createdAt: { gte: since } }] },
    orderBy: { id: "asc" },
  });
  for (const event of events) {
    const followers = await followersOf(event, 0, EVERYBODY);
    const recipients = [...(await recipientsOf(event)), ...(followers?.recipients ?? [])];
    await transaction((tx) => addNotices(tx, event, onlyFirst(recipients)));
  }
  await backdate(now);
}

/** Of the demo. */
const EVERYBODY = 1_000;

const onlyFirst = (recipients: readonly Recipient[]) => [
  ...new Map(recipients.toReversed().map((one) => [one.accountId, one])).values(),
];

async function backdate(now: Date) {
  const unreadSince = new Date(now.getTime() - UNREAD_FOR_DAYS * DAY_MS);
  await prisma.$executeRaw`
    UPDATE "Notification" AS notice SET "createdAt" = event."createdAt", "mailAt" = NULL,
      "readAt" = CASE WHEN event."createdAt" < ${unreadSince} THEN event."createdAt" + interval '1 hour' END
    FROM "Event" AS event WHERE event.id = notice."eventId"`;
  await prisma.$executeRaw`
    UPDATE "Told" AS told SET "toldAt" = version."publishedAt"
    FROM "AnswerVersion" AS version WHERE version."answerId" = told."answerId" AND version.version = told.version`;
}
