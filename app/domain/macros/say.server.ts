import { transaction } from "../../platform/db.server.ts";
import { parseForm } from "../../platform/http.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { hasDecided, settleResponse } from "../private-values/settle-form.server.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { HeldNoun } from "../tickets/held.ts";
import { forgetStopped, holdResponse, type Saying } from "../tickets/hold-response.server.ts";
import { questionInput, resolutionInput, responseInput } from "../tickets/input.ts";
import { resolveIn } from "../tickets/resolve-ticket.server.ts";
import { askIn, respondIn } from "../tickets/respond.server.ts";
import { byMode } from "./respond-by-mode.server.ts";

/** What each form of the composer says to the requester, held to the category's mode. */
export const sayings: Record<HeldNoun, Saying> = {
  responses: async (tx, viewer, ticketId, form) => {
    if (form.get("next") !== "ask")
      return respondIn(
        tx,
        viewer,
        ticketId,
        await settleResponse({ viewer, form }, parseForm(responseInput, form)),
        byMode(form),
      );
    const question = await settleResponse({ viewer, form }, parseForm(questionInput(viewer.timeZone), form));
    return askIn(tx, viewer, ticketId, question, byMode(form));
  },
  resolution: async (tx, viewer, ticketId, form) =>
    resolveIn(
      tx,
      viewer,
      ticketId,
      await settleResponse({ viewer, form }, parseForm(resolutionInput, form)),
      byMode(form),
    ),
};

/**
 * Says it to the requester: in some seconds, or at once where the site holds nothing. What is held is kept as it was typed,
 * so a form that brings private values is not held.
 */
export const saying = (noun: HeldNoun) => async (viewer: Viewer, ticketId: number, form: FormData) => {
  const { undoSendSeconds } = await siteSettings();
  const say = sayings[noun];
  if (undoSendSeconds > 0 && !hasDecided(form))
    return holdResponse(viewer, ticketId, { noun, form, say }, undoSendSeconds);
  await transaction(async (tx) => {
    await say(tx, viewer, ticketId, form);
    await forgetStopped(tx, viewer, ticketId, noun);
  });
};
