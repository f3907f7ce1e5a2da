import type { Ticket } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { chancesOf } from "./appeals.server.ts";
import type { RatingInput } from "./input.ts";

/** Asked after the first round of work, after the second chance, and after a lead has had it. */
const ROUNDS = 3;

/**
 * Keeps what the requester says of a ticket that we believe solved, once for each round of work. The event says that
 * something was said and never what: who is rated reads the ticket's events.
 */
export async function rateTicket(
  tx: Tx,
  viewer: Viewer,
  ticket: Ticket,
  isSolved: boolean,
  input: RatingInput,
): Promise<void> {
  if (ticket.state !== "resolved") return;
  const number = (await chancesOf(tx, ticket.id)) + 1;
  if (number > ROUNDS) return;
  // Whoever acts for the requester says whether it is solved; what it was like says nobody for another.
  const { fair, worth, words = "" } = viewer.id === ticket.requesterId ? input : {};
  const said = { isSolved, isFair: answerOf(fair), isWorthIt: answerOf(worth), words };
  const row = { ticketId: ticket.id, number, ratedId: ticket.assigneeId, ...said };
  const { count } = await tx.rating.createMany({ data: [row], skipDuplicates: true });
  if (count > 0) await record(tx, viewer, "ticket.rated", { ticketId: ticket.id, data: { number } });
}

const answerOf = (said: "yes" | "no" | undefined) => (said === undefined ? null : said === "yes");
