import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { doInBulk } from "../domain/tickets/bulk-deed.server.ts";
import { bulkInput } from "../domain/tickets/desk-input.ts";
import { handleAction, parseInput } from "../platform/http.server.ts";
import { inboxPath } from "./staff._index/path.ts";

export { default, loader, meta } from "./staff._index/route.tsx";

/** Does one thing to all tickets that were ticked. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const input = parseInput(bulkInput, { ...Object.fromEntries(form), tickets: form.getAll("ticket") });
    const { id } = await doInBulk(viewer, input);
    return inboxPath(request, id);
  });
