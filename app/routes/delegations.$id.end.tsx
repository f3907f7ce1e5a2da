import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { requireDelegation } from "../domain/delegations/delegations.server.ts";
import { endDelegation } from "../domain/delegations/end-delegation.server.ts";
import { handleAction, handleLoader, idParam } from "../platform/http.server.ts";
import { loadDelegations } from "./delegations._index/load.server.ts";

export { default, headers, meta } from "./delegations._index/route.tsx";

/** The page of all of them, for whoever this one is about. */
export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    await requireDelegation(viewer, idParam(params.id));
    return loadDelegations(viewer);
  });

/** Either of the two ends it. Nobody is ever too suspended for that. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    await endDelegation(await requireMember(request), idParam(params.id));
    return "/delegations";
  });
