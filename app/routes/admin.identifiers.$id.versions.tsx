import { type ActionFunctionArgs, data } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import {
  changeIdentifier,
  refuseIdentifier,
  requireIdentifier,
} from "../domain/private-values/change-identifiers.server.ts";
import { triedOn } from "../domain/private-values/identifier.ts";
import { identifierInput } from "../domain/private-values/input.ts";
import { handleAction, idParam, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./admin.identifiers.$id._index.tsx";

/** Describes a kind of number anew, or only tries the description on a text. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    const [{ id }] = await requireIdentifier(viewer, idParam(params.id));
    const input = parseForm(identifierInput, form);
    await refuseIdentifier(viewer, input);
    if (form.get("intent") === "try")
      return data({ typed: input, tried: triedOn(input.sample, input) }) as unknown as Response;
    return `/admin/identifiers/${(await changeIdentifier(viewer, id, input)).id}`;
  });
