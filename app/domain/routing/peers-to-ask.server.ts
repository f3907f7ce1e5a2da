import { read } from "../../platform/db.server.ts";

/** Somebody who has solved questions of a category lately, as everybody may see on their page. */
export interface PeerToAsk {
  name: string;
  handle: string;
  solved: number;
}

const SHOWN = 3;
const THREADS_READ = 300;
const DAYS = 90;

const PEERS = `
  SELECT account.name, account.handle, count(*)::int AS solved
  FROM "Post" post JOIN "Account" account ON account.id = post."authorId"
  WHERE post."threadId" IN (SELECT id FROM "Thread" WHERE "categoryId" = $1 AND "hiddenAt" IS NULL
      ORDER BY "lastPostAt" DESC, id DESC LIMIT ${THREADS_READ})
    AND post."solutionAt" > now() - interval '${DAYS} days' AND post."hiddenAt" IS NULL AND NOT post."isStaff"
    AND NOT account."isGuest" AND account.id <> $2 AND account.role IN ('customer', 'expert')
    AND (account."suspendedUntil" IS NULL OR account."suspendedUntil" < now())
  GROUP BY account.id ORDER BY solved DESC, account.id LIMIT ${SHOWN}`;

/** Who could be asked before staff: by their solutions in the category lately. */
export const peersToAsk = (categoryId: number, askerId: number) =>
  read<PeerToAsk>("peers_to_ask", PEERS, [categoryId, askerId]);
