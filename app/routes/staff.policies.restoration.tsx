import type { ActionFunctionArgs } from "@remix-run/node";
import { requireWriter } from "../domain/accounts/viewer.server.ts";
import { restorePolicy } from "../domain/threads/policies.server.ts";
import { policyRestorationInput } from "../domain/threads/policy-input.ts";
import { handleAction, parseForm } from "../platform/http.server.ts";

export { default, loader, meta } from "./staff.policies._index/route.tsx";

/** The rules of an earlier version hold again. */
export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const input = parseForm(policyRestorationInput, form);
    await restorePolicy(await requireWriter(request), input);
    return input.categoryId ? `/staff/policies?category=${input.categoryId}` : "/staff/policies";
  });
