import type { Ticket } from "../../generated/prisma/client.ts";
import { type Tx, transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { tellDesk } from "./desk-version.server.ts";
import type { HeldNoun } from "./held.ts";
import { earlierResponse, submissionOf } from "./responses.server.ts";
import { growVersion, lockDeskTicket } from "./tickets.server.ts";

/** What a form of the composer says, within a transaction. Refuses what its verb refuses. */
export type Saying = (tx: Tx, viewer: Viewer, ticketId: number, form: FormData) => Promise<unknown>;

export interface Spoken {
  noun: HeldNoun;
  form: FormData;
  say: Saying;
}

/**
 * Keeps what staff says for some seconds in which its writer can take it back (decisions/063). What would be refused is
 * refused now: the verb runs, and is undone. Sent twice by the same form it is held once.
 */
export async function holdResponse(viewer: Viewer, ticketId: number, spoken: Spoken, seconds: number): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    const fields = fieldsOf(spoken.form);
    if (await isSaid(tx, viewer, fields)) return;
    await rehearse(tx, () => spoken.say(tx, viewer, ticketId, spoken.form));
    await forgetStopped(tx, viewer, ticketId, spoken.noun);
    await hold(tx, viewer, ticket, { noun: spoken.noun, fields, seconds });
  });
}

/** The words of a form; its files stand among them by name. */
export function fieldsOf(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
}

async function isSaid(tx: Tx, viewer: Viewer, fields: Record<string, string>) {
  const submission = { body: "", submissionKey: fields.submissionKey };
  if (await earlierResponse(tx, viewer, submission)) return true;
  const submissionKey = submissionOf(viewer, submission);
  if (!submissionKey) return false;
  return (await tx.heldResponse.count({ where: { submissionKey, stoppedBecause: null } })) > 0;
}

async function rehearse(tx: Tx, act: () => Promise<unknown>) {
  await tx.$executeRaw`SAVEPOINT rehearsal`;
  await act();
  await tx.$executeRaw`ROLLBACK TO SAVEPOINT rehearsal`;
}

/** What came back to its writer is gone once they have said something by the same form. */
export async function forgetStopped(tx: Tx, viewer: Viewer, ticketId: number, noun: HeldNoun): Promise<void> {
  await tx.heldResponse.deleteMany({
    where: { ticketId, noun, authorId: viewer.id, stoppedBecause: { not: null } },
  });
}

interface Holding {
  noun: HeldNoun;
  fields: Record<string, string>;
  seconds: number;
}

// The database's own clock, which the job goes by too.
async function hold(tx: Tx, viewer: Viewer, ticket: Ticket, { noun, fields, seconds }: Holding) {
  const seenVersion = await growVersion(tx, ticket);
  const key = submissionOf(viewer, { submissionKey: fields.submissionKey }) || null;
  await tx.$queryRaw`
    WITH held AS (
      INSERT INTO "HeldResponse" ("ticketId", "authorId", noun, fields, "timeZone", "seenVersion", "submissionKey", "sendAt")
      VALUES (${ticket.id}, ${viewer.id}, ${noun}, ${JSON.stringify(fields)}::jsonb, ${viewer.timeZone}, ${seenVersion},
              ${key}, now() + ${seconds}::float8 * interval '1 second')
      RETURNING id, "sendAt"
    )
    SELECT count(graphile_worker.add_job('send_held_response', payload := json_build_object('heldId', held.id),
      job_key := 'held:' || held.id, run_at := held."sendAt", max_attempts := 25)) FROM held`;
  await tellDesk(tx, ticket.id);
}
