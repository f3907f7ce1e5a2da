import type { ActionFunctionArgs } from "@remix-run/node";
import { forgetSynonyms } from "../../search/synonyms.server.ts";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { removeSynonym } from "../domain/searches/change-synonyms.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";

export { default, loader, meta } from "./admin.synonyms._index.tsx";

/** Removes a group of synonyms. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    const viewer = await requireWriter(request);
    await removeSynonym(viewer, idParam(params.id));
    forgetSynonyms();
    return "/admin/synonyms";
  });
