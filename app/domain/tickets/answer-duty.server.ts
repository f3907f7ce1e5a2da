import { transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { keepInLane } from "../private-values/keep-in-lane.server.ts";
import { dutyChange, requireDuty, settle } from "./duties.server.ts";
import type { DutyDoneInput, DutyWishInput } from "./duty-input.ts";
import { reopen } from "./reopen-ticket.server.ts";
import { backToUs, waitingSince } from "./reply-to-request.server.ts";
import { earlierResponse, writeResponse } from "./responses.server.ts";
import { changeTicket, lockTicket, recordTicket, refuseClosed } from "./tickets.server.ts";

/** The requester has done it, with words and files or without: it is our turn. Late is done as well. */
export async function doDuty(viewer: Viewer, ticketId: number, input: DutyDoneInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.reply", ticket);
    const duty = await requireDuty(tx, ticketId, input.dutyId);
    const isSaying = input.body !== "" || Boolean(input.attachments);
    if (await earlierResponse(tx, viewer, input)) return;
    if (duty.state === "done" && !isSaying) return;
    refuseClosed(ticket);
    if (ticket.state === "resolved") throw new Conflict("say_if_solved");
    if (duty.state === "done" || duty.state === "withdrawn" || duty.reissue) throw new Conflict("duty_moved");
    const said = isSaying ? { responseId: (await writeResponse(tx, viewer, ticket, input)).id } : {};
    await settle(tx, duty, { state: "done" });
    const change = { ...(await dutyChange(tx, ticket)), ...waitingSince(ticket), ...backToUs(ticket.state) };
    const after = await changeTicket(tx, ticket, change);
    await recordTicket(tx, viewer, "duty.done", [ticket, after], { dutyId: duty.id, ...said });
  });
}

/** "Ask for a new one": its date has passed, and the requester still wants to. It is our turn to say yes, or why not. */
export async function wishForDuty(viewer: Viewer, ticketId: number, input: DutyWishInput): Promise<void> {
  await transaction(async (tx) => {
    const ticket = await lockTicket(tx, viewer, ticketId);
    authorize(viewer, "ticket.reply", ticket);
    const duty = await requireDuty(tx, ticketId, input.dutyId);
    if (duty.wantedAt && input.words === duty.wantedWords) return;
    refuseClosed(ticket);
    if (duty.state !== "expired" || duty.wantedAt || duty.reissue) throw new Conflict("duty_moved");
    const { words: wantedWords } = await keepInLane(tx, viewer, ticket, input, ["words"]);
    const wantedAt = new Date();
    await tx.duty.update({ where: { id: duty.id }, data: { wantedAt, wantedWords } });
    const since = waitingSince(ticket, wantedAt);
    const after =
      ticket.state === "resolved"
        ? await reopen(tx, ticket, since)
        : await changeTicket(tx, ticket, { ...since, ...backToUs(ticket.state) });
    await recordTicket(tx, viewer, "duty.wanted", [ticket, after], { dutyId: duty.id });
  });
}
