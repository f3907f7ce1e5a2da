import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { endDelegation } from "../domain/delegations/end-delegation.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";

export { default, headers, loader, meta } from "./delegations._index/route.tsx";

/** Either of the two ends it. Nobody is ever too suspended for that. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    await endDelegation(await requireMember(request), idParam(params.id));
    return "/delegations";
  });
