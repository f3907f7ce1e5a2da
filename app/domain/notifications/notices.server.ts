import { type Event, Prisma } from "../../generated/prisma/client.ts";
import type { Role } from "../../generated/prisma/enums.ts";
import type { Tx } from "../../platform/db.server.ts";
import { ACTS_FOR } from "../accounts/acting.ts";
import { type Acting, type Viewer, viewerFrom } from "../accounts/viewer.ts";
import { markTold } from "../answers/told.server.ts";
import { recentCalendar } from "../calendars/calendars.server.ts";
import { can } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { isWaiting } from "../threads/thread.ts";
import { type Choice, defaultChoice, mailPlan } from "./mail-pace.ts";
import { type NoticeKind, type NoticeRows, notices, type Reason } from "./notification.ts";
import type { Recipient } from "./sides.server.ts";
import { loadSubject, type Subject } from "./subject.server.ts";

/** What of an account decides whether, and how, it is told. */
interface Reader {
  id: number;
  /** Whom it is told: the one who has asked without their name, where this is that nameless account. */
  toldId: number;
  name: string;
  role: Role;
  locale: string;
  timeZone: string | null;
  suspendedUntil: Date | null;
  isGuest: boolean;
  hasAddress: boolean;
  hasMuted: boolean;
  choice: Choice | null;
  actsFor: Acting[];
}

/** One person told of one event. */
interface Notice extends NoticeRows {
  reader: Reader;
  viewer: Viewer;
  kind: NoticeKind;
  reason: Reason;
  of: number | undefined;
  isQuiet: boolean;
}

/**
 * Tells these people of the event: inserts a notification for each who may see what it is about and has not been told,
 * and notes when each is to be mailed, as they have chosen. The event's rows are read once for all of them, or given as
 * they were read for others. True when somebody's mail is due.
 */
export async function addNotices(
  tx: Tx,
  event: Event,
  recipients: readonly Recipient[],
  given?: Subject,
): Promise<boolean> {
  if (recipients.length === 0) return false;
  const subject = given ?? (await loadSubject(tx, event));
  const readers = await loadReaders(tx, event, recipients);
  const allowed = recipients.flatMap((recipient) => {
    const reader = readers.get(recipient.accountId);
    return reader ? noticeFor(reader, recipient, subject) : [];
  });
  return insert(tx, event, await onceOfVersion(tx, subject, allowed));
}

async function loadReaders(tx: Tx, { threadId }: Event, recipients: readonly Recipient[]) {
  const ids = recipients.map(({ accountId }) => accountId);
  const rows = await tx.$queryRaw<Reader[]>`
    SELECT account.id, told.id AS "toldId", account.name, account.role::text, told.locale, told."timeZone",
      told."suspendedUntil", account."isGuest" AND account."ownerId" IS NULL AS "isGuest",
      told.email IS NOT NULL OR (told."contactEmail" IS NOT NULL AND told."emailVerifiedAt" IS NOT NULL) AS "hasAddress", coalesce(watch.level = 'muted', false) AS "hasMuted",
      CASE WHEN choice."accountId" IS NOT NULL THEN to_jsonb(choice) END AS choice, ${Prisma.raw(ACTS_FOR)} AS "actsFor"
    FROM "Account" AS account
    JOIN "Account" AS told ON told.id = coalesce(account."ownerId", account.id)
    LEFT JOIN "MailChoice" AS choice ON choice."accountId" = told.id
    LEFT JOIN "Watch" AS watch ON watch."threadId" = ${threadId} AND watch."accountId" = account.id
    WHERE account.id = ANY (${ids})`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who has muted a thread hears nothing of it, whatever else would have it told. */
function noticeFor(reader: Reader, recipient: Recipient, subject: Subject): Notice[] {
  const viewer = viewerFrom(reader);
  const { kind, reason, of, isQuiet = false } = recipient;
  const { about } = notices[kind];
  if (!seesSubject(viewer, kind, subject) || (about === "thread" && reader.hasMuted)) return [];
  const isOfTicket = about === "request" || about === "ticket" || about === "talk";
  return [
    {
      reader,
      viewer,
      kind,
      reason,
      of,
      isQuiet,
      threadId: about === "thread" ? (subject.thread?.id ?? null) : (recipient.threadId ?? null),
      postId: about === "thread" ? (subject.post?.id ?? null) : null,
      ticketId: isOfTicket ? (subject.ticket?.id ?? null) : null,
      answerId: about === "answer" || about === "draft" ? (subject.answer?.id ?? null) : null,
      talkId: about === "talk" ? (subject.talk?.id ?? null) : null,
      delegationId: about === "grant" ? (subject.grant?.id ?? null) : null,
    },
  ];
}

/** What it asks for has been done, or is asked for no more. */
export function isMoot(kind: NoticeKind, { thread, ticket, duty, talk, grant }: Subject): boolean {
  switch (kind) {
    case "duty_reminder":
      return duty?.state !== "open";
    case "delegation_accepted":
      return grant?.endedAt !== null;
    case "talk_overdue":
      return talk === null || talk.answeredAt !== null || talk.closedAt !== null;
    case "reminder":
      return ticket?.state !== "waiting_on_requester";
    case "add_details":
      return thread === null || !isWaiting(thread.state);
    case "how_it_stands":
      return thread?.state !== "responded";
    default:
      return false;
  }
}

/** The rule of the row itself, asked for this person: nobody is told of what they could not open. */
export function seesSubject(viewer: Viewer, kind: NoticeKind, subject: Subject): boolean {
  const { thread, post, ticket, talk, grant, answer } = subject;
  switch (notices[kind].about) {
    case "thread":
      return post ? can(viewer, "post.see", post) : thread !== null && can(viewer, "thread.see", thread);
    case "request":
      return ticket !== null && can(viewer, "ticket.see", ticket) && can(viewer, "ticket.follow", ticket);
    case "ticket":
      return ticket !== null && can(viewer, "ticket.work", ticket);
    case "talk":
      return talk !== null && can(viewer, "talk.see", talk);
    case "grant":
      return grant !== null && can(viewer, "delegation.end", grant);
    case "draft":
      return answer !== null && can(viewer, kind === "review" ? "answer.review" : "answer.draft", answer);
    case "answer":
      return answer !== null && seesAnswerOr(viewer, kind, answer);
  }
}

/** What is withdrawn is seen by nobody any more; who was told of it may hear that. */
function seesAnswerOr(viewer: Viewer, kind: NoticeKind, answer: NonNullable<Subject["answer"]>) {
  return can(viewer, "answer.see", kind === "retracted" ? { ...answer, retractedAt: null } : answer);
}

/** Of an answer everybody hears once a version, whichever event says so. */
async function onceOfVersion(tx: Tx, { answer }: Subject, allowed: Notice[]): Promise<Notice[]> {
  if (allowed[0]?.kind !== "published" || !answer) return allowed;
  const listeners = allowed.map(({ reader, threadId }) => ({ accountId: reader.id, threadId: threadId ?? undefined }));
  const told = await markTold(tx, answer, listeners);
  return allowed.flatMap((notice) => {
    const kind = told.get(notice.reader.id);
    return kind ? [{ ...notice, kind }] : [];
  });
}

/** In one statement, however many they are. */
async function insert(tx: Tx, event: Event, toTell: Notice[]): Promise<boolean> {
  const now = new Date();
  const { timeZone: ours } = await recentCalendar(tx);
  const { mailWaitMinutes: waitMinutes } = await siteSettings(tx);
  const rows = toTell.map((notice) => {
    const { reader, kind, reason, of, threadId, postId, ticketId, answerId, talkId, delegationId } = notice;
    const plan = isMailable(notice)
      ? mailPlan(reader.choice ?? defaultChoice, notice, { zone: reader.timeZone ?? ours, waitMinutes }, now)
      : null;
    const about = { threadId, postId, ticketId, answerId, talkId, delegationId };
    return {
      accountId: reader.toldId,
      kind,
      reason,
      ...about,
      data: of ? { of } : {},
      mailAs: "alone",
      mailAt: null,
      ...plan,
    };
  });
  // Open pages of theirs are told that there is something, in one piece of news for all.
  await tx.$executeRaw`
    WITH told AS (INSERT INTO "Notification"
      ("accountId", kind, reason, "eventId", "threadId", "postId", "ticketId", "answerId", "talkId", "delegationId", data, "mailAt", "mailAs")
    SELECT "accountId", kind, reason, ${event.id}, "threadId", "postId", "ticketId", "answerId", "talkId", "delegationId", data, "mailAt", "mailAs"
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row ("accountId" int, kind text, reason text, "threadId" int,
      "postId" int, "ticketId" int, "answerId" int, "talkId" int, "delegationId" int, data jsonb, "mailAt" timestamptz, "mailAs" "MailAs")
    ON CONFLICT ("eventId", "accountId") DO NOTHING RETURNING "accountId")
    SELECT pg_notify('inbox', string_agg("accountId"::text, ',')) FROM told HAVING count(*) > 0`;
  return rows.some(({ mailAt }) => mailAt !== null && mailAt <= now);
}

/** Who has no address, is suspended, or only keeps track, is told in the app. */
const isMailable = ({ reader, viewer, isQuiet }: Notice) => reader.hasAddress && !viewer.isSuspended && !isQuiet;
