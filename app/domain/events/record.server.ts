import type { Prisma } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { type Consequence, consequences, type EventKind } from "./events.ts";

/** What an event is about; `data` holds codes and ids, never sentences and never private text. */
export interface EventSubject {
  threadId?: number;
  postId?: number;
  ticketId?: number;
  answerId?: number;
  accountId?: number;
  data?: Prisma.InputJsonObject;
}

/** Writes the event and queues what follows from it, inside the caller's transaction. Returns the event's id. */
export async function record(tx: Tx, viewer: Viewer, kind: EventKind, subject: EventSubject): Promise<bigint> {
  const { data = {}, ...ids } = subject;
  const actorId = viewer.id === NOBODY ? null : viewer.id;
  const event = await tx.event.create({ data: { kind, actorId, ...ids, data }, select: { id: true } });
  for (const consequence of consequences[kind]) await queue(tx, consequence, event.id, subject);
  if (ids.threadId || ids.answerId) await tx.$executeRaw`SELECT pg_notify('pages', '')`;
  return event.id;
}

function queue(tx: Tx, consequence: Consequence, eventId: bigint, subject: EventSubject) {
  switch (consequence) {
    case "notify":
      return addJob(tx, "notify", { eventId: String(eventId) }, `notify:${eventId}`);
    case "reopen_ticket":
      return addJob(tx, "reopen_ticket", { eventId: String(eventId) }, `reopen:${eventId}`);
    case "index_thread":
      return addJob(tx, "index", { threadId: subject.threadId ?? 0 }, `index:thread:${subject.threadId}`);
    case "index_answer":
      return addJob(tx, "index", { answerId: subject.answerId ?? 0 }, `index:answer:${subject.answerId}`);
  }
}

/** Queues a job in the caller's transaction; jobs of one key that have not begun yet become one. */
export async function addJob(tx: Tx, task: string, payload: Prisma.InputJsonObject, key: string) {
  await tx.$executeRaw`SELECT graphile_worker.add_job(${task}, payload := ${JSON.stringify(payload)}::json, job_key := ${key}, max_attempts := 25)`;
}
