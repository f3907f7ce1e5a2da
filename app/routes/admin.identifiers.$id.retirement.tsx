import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { retireIdentifier } from "../domain/private-values/change-identifiers.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";

export { default, loader, meta } from "./admin.identifiers._index.tsx";

/** Looks for a kind of number no more. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    await retireIdentifier(await requireWriter(request), idParam(params.id));
    return "/admin/identifiers";
  });
