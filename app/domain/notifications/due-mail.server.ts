import type { Prisma } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import { stoppedAmong } from "../accounts/bounces.server.ts";
import { mailAddressOf } from "../accounts/viewer.ts";
import { messageIdOf } from "../events/mail.server.ts";
import { mailChoices } from "./mail-choice.server.ts";
import { defaultChoice } from "./mail-pace.ts";
import { type Decision, decide, type Planned } from "./mail-plan.ts";

/** So many people are seen to in one commit. */
const PEOPLE_AT_ONCE = 100;
/** Mails of what nobody waits for come after every other job. */
const LATER = 10;

const dueSelect = {
  id: true,
  accountId: true,
  kind: true,
  threadId: true,
  eventId: true,
  readAt: true,
  mailAt: true,
  mailAs: true,
  account: { select: { email: true, contactEmail: true, emailVerifiedAt: true, timeZone: true } },
} satisfies Prisma.NotificationSelect;
type Due = Prisma.NotificationGetPayload<{ select: typeof dueSelect }>;

/**
 * Makes the mails that are due for the next hundred people, unwritten: each is written when it is sent. What was read
 * meanwhile gets none, what is over the reader's cap waits for their summary. True while more may be due.
 */
export async function claimDueMail(now = new Date()): Promise<boolean> {
  return transaction(async (tx) => {
    const people = await tx.$queryRaw<{ accountId: number }[]>`
      SELECT DISTINCT "accountId" FROM (
        SELECT "accountId" FROM "Notification" WHERE "mailAt" <= ${now} ORDER BY "mailAt", id LIMIT ${PEOPLE_AT_ONCE}
      ) AS due`;
    const ids = people.map(({ accountId }) => accountId);
    if (ids.length === 0) return false;
    await tx.$queryRaw`SELECT id FROM "Notification" WHERE "accountId" = ANY (${ids}) AND "mailAt" IS NOT NULL ORDER BY id FOR UPDATE`;
    const waiting = await tx.notification.findMany({
      where: { accountId: { in: ids }, mailAt: { not: null } },
      orderBy: { id: "asc" },
      select: dueSelect,
    });
    await carryOut(tx, await decideForEach(tx, ids, waiting, now));
    return true;
  });
}

async function decideForEach(tx: Tx, accountIds: number[], waiting: readonly Due[], now: Date) {
  const choices = await mailChoices(tx, accountIds);
  const mailed = await mailedToday(tx, accountIds, now);
  const byPerson = new Map<number, Due[]>(accountIds.map((id) => [id, []]));
  for (const notice of waiting) byPerson.get(notice.accountId)?.push(notice);
  return [...byPerson].map(([id, notices]) => {
    const zone = notices[0]?.account.timeZone ?? "UTC";
    return decide(notices, { choice: choices.get(id) ?? defaultChoice, zone, mailedToday: mailed.get(id) ?? 0 }, now);
  });
}

async function mailedToday(tx: Tx, accountIds: number[], now: Date) {
  const rows = await tx.mail.groupBy({
    by: ["accountId"],
    where: {
      accountId: { in: accountIds },
      createdAt: { gt: new Date(now.getTime() - 86_400_000) },
      kind: { not: "plain" },
      cancelledAt: null,
    },
    _count: true,
  });
  return new Map(rows.map(({ accountId, _count }) => [accountId, _count]));
}

async function carryOut(tx: Tx, decisions: readonly Decision<Due>[]) {
  await makeMails(
    tx,
    decisions.flatMap(({ mails }) => mails),
  );
  const read = decisions.flatMap((one) => one.read.map(({ id }) => id));
  await tx.notification.updateMany({ where: { id: { in: read } }, data: { mailAt: null } });
  for (const { over, summaryAt } of decisions) {
    if (over.length === 0) continue;
    const ids = over.map(({ id }) => id);
    await tx.notification.updateMany({ where: { id: { in: ids } }, data: { mailAt: summaryAt, mailAs: "digest" } });
  }
}

/** Whatever way the mail takes from here, its notices wait for it no more. An occasion that had its mail gets no other. */
async function makeMails(tx: Tx, planned: readonly Planned<Due>[]) {
  const rows = await withoutStopped(tx, planned.flatMap(rowOf));
  const made = await tx.mail.createManyAndReturn({
    data: rows.map(({ row }) => row),
    skipDuplicates: true,
    select: { id: true, dedupeKey: true },
  });
  const mailIds = new Map(made.map(({ id, dedupeKey }) => [dedupeKey, id]));
  const settled = planned.flatMap((mail) =>
    mail.notices.map(({ id }) => ({ id, mailId: mailIds.get(occasionOf(mail)) ?? null })),
  );
  await tx.$executeRaw`
    UPDATE "Notification" AS notice SET "mailAt" = NULL, "mailId" = made."mailId"
    FROM json_to_recordset(${JSON.stringify(settled)}::json) AS made (id int, "mailId" int) WHERE notice.id = made.id`;
  await queueSending(
    tx,
    rows.flatMap(({ row, priority }) => ({ id: mailIds.get(row.dedupeKey) ?? 0, priority })),
  );
}

/** Nothing is mailed to an address that the mail server keeps refusing: it is listed in the app. */
async function withoutStopped<R extends { row: { to: string } }>(tx: Tx, rows: readonly R[]) {
  const to = rows.map(({ row }) => row.to);
  const stopped = await stoppedAmong(tx, to);
  return rows.filter(({ row }) => !stopped.has(row.to));
}

const isGathered = ({ notices }: Planned<Due>) => notices.length > 1 || notices[0]?.mailAs !== "alone";

function occasionOf(mail: Planned<Due>): string {
  const [first] = mail.notices;
  return isGathered(mail) ? `gathered:${first?.accountId}:${first?.id}` : `${first?.eventId}:${first?.accountId}`;
}

function rowOf(mail: Planned<Due>) {
  const [first] = mail.notices;
  const to = first && mailAddressOf(first.account);
  if (!to) return [];
  const dedupeKey = occasionOf(mail);
  const row = {
    accountId: first.accountId,
    to,
    dedupeKey,
    messageId: messageIdOf(dedupeKey),
    kind: isGathered(mail) ? ("gathered" as const) : ("notice" as const),
    subject: "",
    text: "",
    html: "",
  };
  return [{ row, priority: mail.isAwaited ? 0 : LATER }];
}

async function queueSending(tx: Tx, mails: readonly { id: number; priority: number }[]) {
  const queued = JSON.stringify(mails.filter(({ id }) => id !== 0));
  await tx.$queryRaw`
    SELECT count(graphile_worker.add_job('send_mail', payload := json_build_object('mailId', mail.id),
      job_key := 'mail:' || mail.id, priority := mail.priority, max_attempts := 25))
    FROM json_to_recordset(${queued}::json) AS mail (id int, priority int)`;
}
