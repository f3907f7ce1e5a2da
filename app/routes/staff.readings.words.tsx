import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { readingWordsInput } from "../domain/tickets/input.ts";
import { changeReadingWords } from "../domain/tickets/reading-rules.server.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.readings._index.tsx";

/** By which words a second person reads a response first. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    await changeReadingWords(await requireWriter(request), parseForm(readingWordsInput, form));
    return "/staff/readings";
  });
