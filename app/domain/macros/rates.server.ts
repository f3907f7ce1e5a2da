import { read } from "../../platform/db.server.ts";

/** How a macro did, over all its versions. */
export interface MacroRecord {
  /** Responses that held it. */
  sent: number;
  /** Those whose ticket was then settled as solved by its requester, or that missed the point. */
  decided: number;
  /** Of these, settled as solved and not missed. */
  hit: number;
  missed: number;
}

/** How each of these macros did: what its responses were followed by. */
export async function recordsOf(macroIds: readonly number[]): Promise<Map<number, MacroRecord>> {
  const rows = await read<MacroRecord & { macroId: number }>("macro records", RECORDS, [macroIds]);
  return new Map(rows.map(({ macroId, ...record }) => [macroId, record]));
}

const RECORDS = `SELECT sent."macroId", count(*)::int AS sent,
    count(*) FILTER (WHERE sent."isMissed" OR sent."isSettled")::int AS decided,
    count(*) FILTER (WHERE sent."isSettled" AND NOT sent."isMissed")::int AS hit,
    count(*) FILTER (WHERE sent."isMissed")::int AS missed
  FROM (
    SELECT response."macroId", miss."responseId" IS NOT NULL AS "isMissed",
        EXISTS (SELECT FROM "Event" event WHERE event."ticketId" = response."ticketId" AND event.kind = 'ticket.settled'
          AND event."createdAt" >= response."createdAt") AS "isSettled"
    FROM "Response" response LEFT JOIN "ResponseMiss" miss ON miss."responseId" = response.id
    WHERE response."macroId" = ANY ($1::int[])
  ) AS sent GROUP BY sent."macroId"`;
