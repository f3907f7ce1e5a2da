import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { readingCategoryInput } from "../domain/tickets/input.ts";
import { changeReadingCategory } from "../domain/tickets/reading-rules.server.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.readings._index.tsx";

/** Whether a category's responses are read by a second person. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await changeReadingCategory(await requireWriter(request), parseForm(readingCategoryInput, form));
    return "/staff/readings";
  });
