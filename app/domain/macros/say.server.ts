import { transaction } from "../../platform/db.server.ts";
import { parseForm } from "../../platform/http.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { siteSettings } from "../settings/settings.server.ts";
import type { HeldNoun } from "../tickets/held.ts";
import { forgetStopped, holdResponse, type Saying } from "../tickets/hold-response.server.ts";
import { questionInput, resolutionInput, responseInput } from "../tickets/input.ts";
import { resolveIn } from "../tickets/resolve-ticket.server.ts";
import { askIn, respondIn } from "../tickets/respond.server.ts";
import { byMode } from "./respond-by-mode.server.ts";

/** What each form of the composer says to the requester, held to the category's mode. */
export const sayings: Record<HeldNoun, Saying> = {
  responses: (tx, viewer, ticketId, form) =>
    form.get("next") === "ask"
      ? askIn(tx, viewer, ticketId, parseForm(questionInput(viewer.timeZone), form), byMode(form))
      : respondIn(tx, viewer, ticketId, parseForm(responseInput, form), byMode(form)),
  resolution: (tx, viewer, ticketId, form) =>
    resolveIn(tx, viewer, ticketId, parseForm(resolutionInput, form), byMode(form)),
};

/** Says it to the requester: in some seconds, or at once where the site holds nothing. */
export const saying = (noun: HeldNoun) => async (viewer: Viewer, ticketId: number, form: FormData) => {
  const { undoSendSeconds } = await siteSettings();
  const say = sayings[noun];
  if (undoSendSeconds > 0) return holdResponse(viewer, ticketId, { noun, form, say }, undoSendSeconds);
  await transaction(async (tx) => {
    await say(tx, viewer, ticketId, form);
    await forgetStopped(tx, viewer, ticketId, noun);
  });
};
