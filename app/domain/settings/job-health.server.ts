import { prisma } from "../../platform/db.server.ts";

const LISTED = 25;
const WORKER_GONE_AFTER_S = 60;

interface Counts {
  waiting: number;
  retrying: number;
  givenUp: number;
  oldest: Date | null;
}
interface FailedJob {
  id: string;
  task: string;
  attempts: number;
  isGivenUp: boolean;
  nextTry: Date;
  error: string;
}

/** What the worker has not done yet, and why: what `/admin/jobs` shows. */
export async function jobHealth() {
  const [[counts], failures, mails, mailUnsent, workers] = await Promise.all([
    prisma.$queryRaw<Counts[]>`
      SELECT count(*) FILTER (WHERE attempts = 0)::int AS waiting,
             count(*) FILTER (WHERE attempts > 0 AND attempts < max_attempts AND last_error IS NOT NULL)::int AS retrying,
             count(*) FILTER (WHERE attempts >= max_attempts)::int AS "givenUp",
             min(run_at) FILTER (WHERE attempts = 0 AND run_at <= now()) AS oldest
      FROM graphile_worker.jobs`,
    prisma.$queryRaw<FailedJob[]>`
      SELECT id::text, task_identifier AS task, attempts::int, attempts >= max_attempts AS "isGivenUp", run_at AS "nextTry",
             left(last_error, 500) AS error
      FROM graphile_worker.jobs WHERE last_error IS NOT NULL ORDER BY updated_at DESC LIMIT ${LISTED}`,
    // The address and the error only: what a mail says is its reader's.
    prisma.mail.findMany({
      where: { sentAt: null, cancelledAt: null, lastError: { not: null } },
      select: { id: true, to: true, createdAt: true, attempts: true, lastError: true },
      orderBy: { id: "desc" },
      take: LISTED,
    }),
    prisma.mail.count({ where: { sentAt: null, cancelledAt: null } }),
    prisma.workerHeartbeat.count({ where: { seenAt: { gt: new Date(Date.now() - WORKER_GONE_AFTER_S * 1000) } } }),
  ]);
  return {
    counts: counts ?? { waiting: 0, retrying: 0, givenUp: 0, oldest: null },
    failures,
    mails,
    mailUnsent,
    workers,
  };
}
