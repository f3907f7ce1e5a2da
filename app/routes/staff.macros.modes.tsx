import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { modeInput } from "../domain/macros/input.ts";
import { changeMode } from "../domain/macros/modes.server.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.macros._index.tsx";

/** How freely level 1 answers in a category. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await changeMode(await requireWriter(request), parseForm(modeInput, form));
    return "/staff/macros";
  });
