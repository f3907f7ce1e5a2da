import { type ActionFunctionArgs, data } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { revealInput } from "../domain/private-values/input.ts";
import { requirePrivateValue } from "../domain/private-values/private-values.server.ts";
import { revealPrivateValue } from "../domain/private-values/reveal-value.server.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";
import { limit } from "../platform/rate-limit.server.ts";
import { SHOWN_S } from "./private-values.$id._index.tsx";

export { default, headers, loader, meta } from "./private-values.$id._index.tsx";

/** Shows a private value once, and writes down who looked and why. The browser goes back to the mask after a minute. */
export const action = ({ request, params, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireMember(request);
    const id = idParam(params.id);
    await requirePrivateValue(viewer, id);
    await limit("reveal", [context.clientAddress, `account:${viewer.id}`]);
    const input = parseForm(revealInput, form);
    await refusePrivateIn(viewer, input, ["reason"]);
    const revealed = await revealPrivateValue(viewer, id, input);
    const headers = { "Cache-Control": "private, no-store", Refresh: `${SHOWN_S}; url=/private-values/${id}` };
    return data({ revealed }, { headers }) as unknown as Response;
  });
