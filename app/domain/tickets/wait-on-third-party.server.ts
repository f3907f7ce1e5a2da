import { transaction } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import type { WaitingInput } from "./input.ts";
import { changeTicket, lockDeskTicket, recordTicket, refuseUnseen } from "./tickets.server.ts";

/** Nothing can be done until somebody else has: the requester reads whom we wait for and until when. */
export async function waitOnThirdParty(viewer: Viewer, ticketId: number, input: WaitingInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockDeskTicket(tx, viewer, ticketId);
    refuseUnseen(ticket, input.seenVersion);
    const { waitingFor, waitingUntil } = await keepInLane(tx, viewer, ticket, input, ["waitingFor"]);
    const waiting = await changeTicket(tx, ticket, { state: "waiting_on_third_party", waitingFor, waitingUntil });
    await recordTicket(tx, viewer, "ticket.waiting", [ticket, waiting]);
  });
}
