import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { settleForm } from "../domain/private-values/settle-form.server.ts";
import { siteSettings } from "../domain/settings/settings.server.ts";
import { askGoodwill } from "../domain/tickets/ask-goodwill.server.ts";
import { goodwillAskInput } from "../domain/tickets/goodwill-input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { backTo } from "./requests.$number._index/back.server.ts";

export { default, loader, meta } from "./requests.$number._index/route.tsx";

/** The requester asks for goodwill, or for something else than was offered. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const number = idParam(params.number);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    const input = parseForm(goodwillAskInput((await siteSettings()).goodwill), form);
    await askGoodwill(viewer, number, await settleForm({ viewer, form }, input, ["words"]));
    return backTo(form, number);
  });
