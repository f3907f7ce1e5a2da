import type { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { type Consequence, consequences, type EventKind, QUIET_EVENTS, TALK_EVENTS } from "./events.ts";

/** What an event is about; `data` holds codes and ids, never sentences and never private text. */
export interface EventSubject {
  threadId?: number;
  postId?: number | null;
  ticketId?: number | null;
  answerId?: number;
  accountId?: number;
  data?: Prisma.InputJsonObject;
}

/**
 * Writes the event, queues what follows from it and tells the page caches, inside the caller's transaction and in one
 * statement: every verb ends with it. Returns the event's id.
 */
export async function record(tx: Tx, viewer: Viewer, kind: EventKind, subject: EventSubject): Promise<bigint> {
  const { threadId = null, postId = null, ticketId = null, answerId = null, accountId = null, data = {} } = subject;
  const actorId = viewer.id === NOBODY ? null : viewer.id;
  const jobs = consequences[kind].map((consequence) => jobOf(consequence, subject));
  const isPublic = (threadId !== null || answerId !== null) && !QUIET_EVENTS.includes(kind);
  const news = threadId !== null && TALK_EVENTS.includes(kind) ? String(threadId) : "";
  const [event] = await tx.$queryRaw<{ id: bigint }[]>`
    WITH event AS (
      INSERT INTO "Event" (kind, "actorId", "threadId", "postId", "ticketId", "answerId", "accountId", data)
      VALUES (${kind}, ${actorId}, ${threadId}, ${postId}, ${ticketId}, ${answerId}, ${accountId}, ${JSON.stringify(data)}::jsonb)
      RETURNING id
    )
    SELECT event.id, CASE WHEN ${isPublic} THEN pg_notify('pages', ${news}) END::text AS told, (
      SELECT count(pg_notify('live', live.topic)) FROM (
        SELECT 'thread ' || ${threadId}::int AS topic UNION SELECT 'ticket ' || ${ticketId}::int
        UNION SELECT 'thread ' || "threadId" FROM "TicketThread" WHERE "ticketId" = ${ticketId}::int
      ) AS live WHERE live.topic IS NOT NULL) AS live, (
      SELECT count(graphile_worker.add_job(job.task, payload := coalesce(job.payload, json_build_object('eventId', event.id::text)),
        job_key := job.key || CASE WHEN job.payload IS NULL THEN event.id::text ELSE '' END, max_attempts := 25))
      FROM json_to_recordset(${JSON.stringify(jobs)}::json) AS job (task text, key text, payload json)
    ) AS jobs
    FROM event`;
  if (!event) throw new Error(`The event ${kind} was not written`);
  return event.id;
}

/** Without a payload the job is about the event itself, whose id is known only once it is written. */
interface Job {
  task: string;
  key: string;
  payload?: Prisma.InputJsonObject;
}

function jobOf(consequence: Consequence, { threadId = 0, answerId = 0 }: EventSubject): Job {
  switch (consequence) {
    case "notify":
      return { task: "notify", key: "notify:" };
    case "reopen_ticket":
      return { task: "reopen_ticket", key: "reopen:" };
    case "consider":
      return { task: "consider_escalation", key: `consider:${threadId}`, payload: { threadId } };
    case "retarget_clocks":
      return { task: "retarget_clocks", key: "retarget_clocks", payload: {} };
    case "index_thread":
      return { task: "index", key: `index:thread:${threadId}`, payload: { threadId } };
    case "index_answer":
      return { task: "index", key: `index:answer:${answerId}`, payload: { answerId } };
  }
}

/** Has the rules asked whether a thread goes to staff, where only the verb knows that they may say so now. */
export async function considerLater(tx: Tx, threadId: number) {
  const { task, key, payload = {} } = jobOf("consider", { threadId });
  await addJob(tx, task, payload, key);
}

/** Queues a job in the caller's transaction; jobs of one key that have not begun yet become one. */
export async function addJob(tx: Tx, task: string, payload: Prisma.InputJsonObject, key: string) {
  await tx.$executeRaw`SELECT graphile_worker.add_job(${task}, payload := ${JSON.stringify(payload)}::json, job_key := ${key}, max_attempts := 25)`;
}
