import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { isDesk } from "../domain/permissions.ts";
import { offeredPromises } from "../domain/tickets/settle-promises.server.ts";
import { MESSAGE_MAX } from "../domain/tickets/ticket.ts";
import { defaultLocale, isLocale } from "../i18n/locales.ts";
import { translator } from "../i18n/translate.ts";
import { NotFound } from "../platform/errors.ts";
import { asResponse, handleScriptAction } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";

/** Nothing is kept of what is looked through. */
export const loader = () => {
  throw asResponse(new NotFound());
};

/** What sounds like a promise in a message that is being written, for the composer's script. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleScriptAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    if (!isDesk(viewer)) throw new NotFound();
    await limit("find_private", [context.clientAddress, `account:${viewer.id}`]);
    const t = translator(isLocale(viewer.locale) ? viewer.locale : defaultLocale, viewer.timeZone);
    const offers = await offeredPromises(viewer, String(form.get("body") ?? "").slice(0, MESSAGE_MAX));
    const promises = offers.map((offer) => ({
      ...offer,
      says: `${t("promising.found", { count: 1 })}: “${offer.text}”`,
      when: t("promising.by", { text: offer.text }),
    }));
    return Response.json({ promises }, { headers: { "Cache-Control": "private, no-store" } });
  });
