import { type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { parseForm } from "../../platform/http.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { siteDetection } from "../private-values/identifiers.server.ts";
import { hasDecided, settleResponse } from "../private-values/settle-form.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { HeldNoun } from "../tickets/held.ts";
import { forgetStopped, holdResponse, type Saying } from "../tickets/hold-response.server.ts";
import { questionInput, resolutionInput, responseInput } from "../tickets/input.ts";
import { resolveIn } from "../tickets/resolve-ticket.server.ts";
import { askIn, respondIn, superviseIn } from "../tickets/respond.server.ts";
import { supervisionInput } from "../tickets/rights-input.ts";
import { type SaidIn, settlePromises } from "../tickets/settle-promises.server.ts";
import { byMode } from "./respond-by-mode.server.ts";

/** What each form of the composer says to the requester, held to the category's mode. */
export const sayings: Record<HeldNoun, Saying> = {
  responses: async (tx, viewer, ticketId, form) => {
    if (form.get("next") !== "ask") {
      const response = await settled(tx, { viewer, ticketId, form }, parseForm(responseInput, form), ["body", "again"]);
      return respondIn(tx, viewer, ticketId, response, byMode(form));
    }
    const question = await settled(tx, { viewer, ticketId, form }, parseForm(questionInput(viewer.timeZone), form), [
      "body",
      "again",
      "waitingFor",
    ]);
    return askIn(tx, viewer, ticketId, question, byMode(form));
  },
  resolution: async (tx, viewer, ticketId, form) => {
    const closing = await settled(tx, { viewer, ticketId, form }, parseForm(resolutionInput, form), [
      "body",
      "outcomeReason",
    ]);
    if (closing.promises?.length) throw new Conflict("promise_keeps_open");
    return resolveIn(tx, viewer, ticketId, closing, byMode(form));
  },
  supervision: async (tx, viewer, ticketId, form) => {
    const answer = await settled(tx, { viewer, ticketId, form }, parseForm(supervisionInput, form), ["body", "again"]);
    return superviseIn(tx, viewer, ticketId, answer, byMode(form));
  },
};

/** What is private is out of it, and what it promises is said beside it. */
async function settled<T extends { body: string }, K extends keyof T & string>(
  tx: Tx,
  { viewer, ticketId, form }: SaidIn,
  input: T,
  fields: readonly K[],
) {
  return settlePromises(tx, { viewer, ticketId, form }, await settleResponse({ viewer, form }, input, fields));
}

/**
 * Says it to the requester: in some seconds, or at once where the site holds nothing. What is held is kept as it was typed,
 * so a form that brings private values is not held.
 */
export const saying = (noun: HeldNoun) => async (viewer: Viewer, ticketId: number, form: FormData) => {
  const { undoSendSeconds } = await siteSettings();
  await siteDetection(); // known within the transaction, which asks for no second connection
  const say = sayings[noun];
  if (undoSendSeconds > 0 && !hasDecided(form))
    return holdResponse(viewer, ticketId, { noun, form, say }, undoSendSeconds);
  await transaction(async (tx) => {
    await say(tx, viewer, ticketId, form);
    await forgetStopped(tx, viewer, ticketId, noun);
  });
};
