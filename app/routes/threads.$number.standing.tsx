import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { standingInput } from "../domain/tickets/input.ts";
import { sayNeverMind, sayStillStuck } from "../domain/tickets/still-stuck.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./threads.$number._index/route.tsx";

/** The asker says how it stands: still stuck goes to staff, never mind lets the thread rest. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const number = idParam(params.number);
    const { is } = parseForm(standingInput, form);
    if (is === "stuck") return `/requests/${(await sayStillStuck(viewer, number)).id}`;
    await sayNeverMind(viewer, number);
    return `/threads/${number}`;
  });
