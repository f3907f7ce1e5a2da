import type { Tx } from "../../platform/db.server.ts";
import type { Relaxation } from "./relaxation.ts";

/** So many surges back are remembered; a clock that began in an earlier one has long run out. */
const REMEMBERED = 50;

/** When targets were, and are, longer. */
export function listRelaxations(tx: Tx): Promise<Relaxation[]> {
  return tx.$queryRaw<Relaxation[]>`
    SELECT id AS "surgeId", "startedAt" AS from, coalesce("endedAt", "endsAt") AS until, factor
    FROM "Surge" ORDER BY id DESC LIMIT ${REMEMBERED}`;
}
