import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../../domain/accounts/viewer.server.ts";
import { saveInput } from "../../domain/answers/input.ts";
import { saveDraft } from "../../domain/answers/save-draft.server.ts";
import { refusePrivateIn } from "../../domain/private-values/settle-form.server.ts";
import { handleAction, idParam, parseForm } from "../../platform/http.server.ts";

/** Keeps the text as it is so far. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const id = idParam(params.id);
    const viewer = await requireWriter(request);
    const input = parseForm(saveInput, form);
    // The text itself is looked through before it is published, each finding with what became of it.
    await refusePrivateIn(viewer, input, ["changeNote"]);
    await saveDraft(viewer, id, input);
    return `/staff/answers/${id}?saved`;
  });
