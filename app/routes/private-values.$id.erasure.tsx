import type { ActionFunctionArgs } from "@remix-run/node";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { erasePrivateValue } from "../domain/private-values/reveal-value.server.ts";
import { handleAction, idParam } from "../platform/http.server.ts";

export { default, headers, loader, meta } from "./private-values.$id._index.tsx";

/** Erases a private value for good. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async () => {
    const id = idParam(params.id);
    await erasePrivateValue(await requireMember(request), id);
    return `/private-values/${id}`;
  });
