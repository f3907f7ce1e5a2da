import type { Role } from "../../generated/prisma/enums.ts";
import type { Tx } from "../../platform/db.server.ts";

/**
 * Whoever of these roles has the fewest open tickets, leaving some out; ties by who was given one longest ago, never by
 * id alone. Null when there is nobody.
 */
export async function freeAgent(
  tx: Tx,
  roles: readonly Role[],
  { except }: { except: readonly number[] },
): Promise<number | null> {
  const [first] = await tx.$queryRaw<{ id: number }[]>`
    SELECT account.id FROM "Account" account
    WHERE account.role::text = ANY (${[...roles]}) AND NOT account.id = ANY (${[...except]}::int[])
      AND (account."suspendedUntil" IS NULL OR account."suspendedUntil" <= now())
    ORDER BY
      (SELECT count(*) FROM "Ticket" ticket WHERE ticket."assigneeId" = account.id AND ticket.state IN ('new', 'open', 'returned')),
      (SELECT max(ticket."updatedAt") FROM "Ticket" ticket WHERE ticket."assigneeId" = account.id) NULLS FIRST,
      account.id
    LIMIT 1`;
  return first?.id ?? null;
}
