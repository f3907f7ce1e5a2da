import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { can } from "../domain/permissions.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { readingWordsInput } from "../domain/tickets/input.ts";
import { changeReadingWords } from "../domain/tickets/reading-rules.server.ts";
import { NotFound } from "../platform/errors.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.readings._index.tsx";

/** By which words a second person reads a response first. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    if (!can(viewer, "macro.see", null)) throw new NotFound();
    const input = parseForm(readingWordsInput, form);
    await refusePrivateIn(viewer, input, ["money", "law", "safety", "health"]);
    await changeReadingWords(viewer, input);
    return "/staff/readings";
  });
