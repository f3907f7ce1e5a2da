import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { submitInput } from "../domain/answers/input.ts";
import { submitDraft, takeBackDraft } from "../domain/answers/save-draft.server.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.answers.$id._index/route.tsx";

/** Gives the text to a second person; with `is=off` its author takes it back. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const [viewer, id] = [await requireWriter(request), idParam(params.id)];
    if (form.get("is") === "off") await takeBackDraft(viewer, id);
    else {
      const input = parseForm(submitInput, form);
      await refusePrivateIn(viewer, input, ["changeNote"]);
      await submitDraft(viewer, id, input);
    }
    return `/staff/answers/${id}`;
  });
