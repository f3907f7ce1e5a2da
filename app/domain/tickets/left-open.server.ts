import type { TicketState } from "../../generated/prisma/enums.ts";
import { read, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict, NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize, can } from "../permissions.ts";
import { placeholdersIn } from "../private-values/private-value.ts";
import { privateValuesOfTickets } from "../private-values/private-values.server.ts";
import { owesGoodwill } from "./goodwill.server.ts";
import type { VersionInput } from "./input.ts";
import type { LeftOpen } from "./left-open.ts";
import { reopen } from "./reopen-ticket.server.ts";
import { waitingSince } from "./reply-to-request.server.ts";
import { lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

const LISTED = 100;

const OF_SETTLED = `ticket.state IN ('resolved', 'closed', 'joined')`;

/** Older data may hold such: since then the database settles no ticket over them. Both halves go by indexes of just those rows. */
export const LEFT_OPEN = `
  SELECT 'claim' AS kind, ticket.id AS "ticketId", ticket.version, ticket.subject, ticket.state::text, requester.name AS "requesterName",
    claim.words, NULL::int AS amount, NULL AS currency, claim."claimedAt" AS at
  FROM "PromiseClaim" claim JOIN "Ticket" ticket ON ticket.id = claim."ticketId" JOIN "Account" requester ON requester.id = ticket."requesterId"
  WHERE claim."decidedAt" IS NULL AND ${OF_SETTLED}
  UNION ALL
  SELECT step.deed::text, ticket.id, ticket.version, ticket.subject, ticket.state::text, requester.name,
    step.kind, step.amount, step.currency, step.at
  FROM "GoodwillStep" step JOIN "Ticket" ticket ON ticket.id = step."ticketId" JOIN "Account" requester ON requester.id = ticket."requesterId"
  WHERE step.deed IN ('asked', 'accepted') AND ${OF_SETTLED} AND NOT EXISTS (
    SELECT FROM "GoodwillStep" later WHERE later."ticketId" = step."ticketId" AND later.number > step.number
      AND later.deed NOT IN ('proposed', 'returned'))
  ORDER BY at, "ticketId" LIMIT ${LISTED}`;

interface Row extends Omit<LeftOpen, "money" | "privateValues" | "canReopen"> {
  state: TicketState;
  amount: number | null;
  currency: string | null;
  [column: string]: unknown;
}

/** What settled tickets still owe, the longest wait first: for leads and managers. */
export async function listLeftOpen(viewer: Viewer): Promise<LeftOpen[]> {
  if (!can(viewer, "appeal.answer", null)) throw new NotFound();
  const rows = await read<Row>("tickets.left_open", LEFT_OPEN, []);
  const named = rows.flatMap(({ words, ticketId }) => (placeholdersIn(words).length > 0 ? [ticketId] : []));
  const values = await privateValuesOfTickets(viewer, named);
  return rows.map(({ kind, ticketId, version, subject, state, requesterName, words, amount, currency, at }) => ({
    ...{ kind, ticketId, version, subject, requesterName, words, at },
    money: amount === null || currency === null ? null : { amount, currency },
    privateValues: values.get(ticketId) ?? [],
    canReopen: state !== "joined",
  }));
}

/** A lead opens a settled ticket again that still owes something: then it can be decided, and its clocks run. */
export async function reopenOwing(viewer: Viewer, ticketId: number, { seenVersion }: VersionInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    authorize(viewer, "appeal.answer", null);
    refuseUnseen(ticket, seenVersion);
    if (!["resolved", "closed"].includes(ticket.state) || !(await owes(tx, ticketId)))
      throw new Conflict("ticket_state");
    const again = await reopen(tx, ticket, waitingSince(ticket));
    await recordTicket(tx, viewer, "ticket.reopened", [ticket, again]);
  });
}

const owes = async (tx: Tx, ticketId: number) =>
  (await tx.promiseClaim.count({ where: { ticketId, decidedAt: null } })) > 0 || owesGoodwill(tx, ticketId);
