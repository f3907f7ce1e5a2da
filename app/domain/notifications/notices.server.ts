import type { Account, Event } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { type Viewer, viewerFrom } from "../accounts/viewer.ts";
import { markTold } from "../answers/told.server.ts";
import { can } from "../permissions.ts";
import { mailChoices } from "./mail-choice.server.ts";
import { defaultChoice, mailPlan } from "./mail-pace.ts";
import { type NoticeKind, type NoticeRows, notices, type Reason } from "./notification.ts";
import type { Recipient } from "./recipients.server.ts";
import { loadSubject, type Subject } from "./subject.server.ts";

/** One person told of one event. */
interface Notice extends NoticeRows {
  account: Account;
  viewer: Viewer;
  kind: NoticeKind;
  reason: Reason;
  subject: Subject;
}

/**
 * Tells these people of the event: inserts a notification for each who may see what it is about and has not been told,
 * and notes when each is to be mailed, as they have chosen.
 */
export async function addNotices(tx: Tx, event: Event, recipients: readonly Recipient[]): Promise<void> {
  const subject = await loadSubject(tx, event);
  const accounts = await tx.account.findMany({ where: { id: { in: recipients.map(({ accountId }) => accountId) } } });
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const allowed = recipients.flatMap((recipient) => {
    const account = byId.get(recipient.accountId);
    return account ? noticeFor(account, recipient, subject) : [];
  });
  await insert(tx, event, await onceOfVersion(tx, allowed));
}

function noticeFor(account: Account, recipient: Recipient, subject: Subject): Notice[] {
  const viewer = viewerFrom(account);
  const { kind, reason } = recipient;
  if (!seesSubject(viewer, kind, subject)) return [];
  const { about } = notices[kind];
  const isOfTicket = about === "request" || about === "ticket";
  return [
    {
      account,
      viewer,
      kind,
      reason,
      subject,
      threadId: about === "thread" ? (subject.thread?.id ?? null) : (recipient.threadId ?? null),
      postId: about === "thread" ? (subject.post?.id ?? null) : null,
      ticketId: isOfTicket ? (subject.ticket?.id ?? null) : null,
      answerId: about === "answer" || about === "draft" ? (subject.answer?.id ?? null) : null,
    },
  ];
}

/** The rule of the row itself, asked for this person: nobody is told of what they could not open. */
export function seesSubject(viewer: Viewer, kind: NoticeKind, { thread, post, ticket, answer }: Subject): boolean {
  switch (notices[kind].about) {
    case "thread":
      return post ? can(viewer, "post.see", post) : thread !== null && can(viewer, "thread.see", thread);
    case "request":
      return ticket !== null && can(viewer, "ticket.see", ticket) && ticket.requesterId === viewer.id;
    case "ticket":
      return ticket !== null && can(viewer, "ticket.work", ticket);
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
async function onceOfVersion(tx: Tx, allowed: Notice[]): Promise<Notice[]> {
  const answer = allowed[0]?.subject.answer;
  if (allowed[0]?.kind !== "published" || !answer) return allowed;
  const listeners = allowed.map((notice) => ({ accountId: notice.account.id, threadId: notice.threadId ?? undefined }));
  const told = await markTold(tx, answer, listeners);
  return allowed.flatMap((notice) => {
    const kind = told.get(notice.account.id);
    return kind ? [{ ...notice, kind }] : [];
  });
}

async function insert(tx: Tx, event: Event, toTell: Notice[]) {
  const now = new Date();
  const choices = await mailChoices(
    tx,
    toTell.map(({ account }) => account.id),
  );
  const rows = toTell.map((notice) => {
    const { account, kind, reason, threadId, postId, ticketId, answerId } = notice;
    const choice = choices.get(account.id) ?? defaultChoice;
    const plan = isMailable(notice) ? mailPlan(choice, notice, notice.viewer.timeZone, now) : null;
    const about = { threadId, postId, ticketId, answerId };
    return { accountId: account.id, kind, reason, eventId: event.id, ...about, ...plan, data: {} };
  });
  await tx.notification.createMany({ data: rows, skipDuplicates: true });
}

/** Who has no address, or is suspended, is told in the app only. */
const isMailable = ({ account, viewer }: Notice) => account.email !== null && !viewer.isSuspended;
