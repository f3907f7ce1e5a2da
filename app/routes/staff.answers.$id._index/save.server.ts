import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../../domain/accounts/viewer.server.ts";
import { saveInput } from "../../domain/answers/input.ts";
import { saveDraft } from "../../domain/answers/save-draft.server.ts";
import { handleAction, idParam, parseForm } from "../../platform/http.server.ts";

/** Keeps the text as it is so far. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const id = idParam(params.id);
    await saveDraft(await requireWriter(request), id, parseForm(saveInput, form));
    return `/staff/answers/${id}?saved`;
  });
