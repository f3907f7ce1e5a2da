import type { Account, Notification } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { actsForOf } from "../accounts/acting.server.ts";
import { mailAddressOf, type Viewer, viewerFrom } from "../accounts/viewer.ts";
import { mailChoices } from "./mail-choice.server.ts";
import { defaultChoice, wantsMail } from "./mail-pace.ts";
import { isNoticeKind, type NoticeKind, notices } from "./notification.ts";

export type MailedNotice = Notification & { kind: NoticeKind };

export interface Sendable {
  account: Account & { email: string };
  viewer: Viewer;
  notices: MailedNotice[];
}

/**
 * What a mail still has to say at the moment it is sent, and to whom: what was read on the page meanwhile, muted or
 * switched off is not in it. Null when nothing is left. Whether the reader may see each is asked where it is read.
 */
export async function sendable(mailId: number): Promise<Sendable | null> {
  const rows = await prisma.notification.findMany({
    where: { mailId, readAt: null },
    orderBy: { id: "asc" },
    include: { account: true },
  });
  const account = rows[0]?.account;
  const email = account && mailAddressOf(account);
  if (!account || !email) return null;
  const viewer = viewerFrom({ ...account, actsFor: await actsForOf(account.id) });
  const left = viewer.isSuspended ? [] : await stillWanted(account.id, rows);
  return left.length > 0 ? { account: { ...account, email }, viewer, notices: left } : null;
}

async function stillWanted(accountId: number, rows: readonly Notification[]): Promise<MailedNotice[]> {
  const choice = (await mailChoices(prisma, [accountId])).get(accountId) ?? defaultChoice;
  const muted = await mutedThreads(accountId, rows);
  return rows.filter((row): row is MailedNotice => {
    if (!isNoticeKind(row.kind)) return false;
    const isMuted = notices[row.kind].about === "thread" && muted.has(row.threadId ?? 0);
    return !isMuted && wantsMail(choice, { kind: row.kind, reason: row.reason });
  });
}

async function mutedThreads(accountId: number, rows: readonly Notification[]) {
  const threadIds = rows.flatMap(({ threadId }) => threadId ?? []);
  const muted = await prisma.watch.findMany({
    where: { accountId, threadId: { in: threadIds }, level: "muted" },
    select: { threadId: true },
  });
  return new Set(muted.map(({ threadId }) => threadId));
}
