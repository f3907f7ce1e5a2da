import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { undoDeed } from "../domain/tickets/bulk-deed.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";
import { inboxPath } from "./staff._index/path.ts";

export { default, loader, meta } from "./staff._index/route.tsx";

/** Undoes what was done to many tickets, where it can be. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    const viewer = await requireWriter(request);
    const id = idParam(params.id);
    await undoDeed(viewer, id);
    return inboxPath(request, id);
  });
