import type { ActionFunctionArgs } from "@remix-run/node";
import { forgetSynonyms } from "../../search/synonyms.server.ts";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { can } from "../domain/permissions.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { changeSynonym } from "../domain/searches/change-synonyms.server.ts";
import { synonymInput } from "../domain/searches/input.ts";
import { NotFound } from "../platform/errors.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./admin.synonyms._index.tsx";

/** Changes a group of synonyms. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    if (!can(viewer, "settings.change", null)) throw new NotFound();
    const input = parseForm(synonymInput, form);
    await refusePrivateIn(viewer, input, ["typed", "words"]);
    await changeSynonym(viewer, idParam(params.id), input);
    forgetSynonyms();
    return "/admin/synonyms";
  });
