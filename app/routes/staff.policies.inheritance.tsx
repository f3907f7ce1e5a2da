import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { changePolicy } from "../domain/threads/policies.server.ts";
import { policyTargetInput } from "../domain/threads/policy-input.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.policies._index/route.tsx";

/** A category goes by the rules of all categories again. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const { categoryId, seen } = parseForm(policyTargetInput, form);
    await changePolicy(await requireWriter(request), { categoryId, seen, rules: null });
    return categoryId ? `/staff/policies?category=${categoryId}` : "/staff/policies";
  });
