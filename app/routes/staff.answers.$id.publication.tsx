import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { publishInput } from "../domain/answers/input.ts";
import { publishDraft } from "../domain/answers/publish-draft.server.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.answers.$id._index/route.tsx";

/** Publishes the text that was read, with every finding settled. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const { slug } = await publishDraft(viewer, idParam(params.id), parseForm(publishInput, form));
    return `/answers/${slug}`;
  });
