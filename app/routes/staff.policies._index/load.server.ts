import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { defaultPolicy, type Policy, policyForm } from "../../domain/settings/policy.ts";
import { listCategories } from "../../domain/threads/categories.server.ts";
import { categoriesWithPolicy, policyVersions } from "../../domain/threads/policies.server.ts";
import { replay } from "../../domain/tickets/replay.server.ts";
import { Invalid, NotFound } from "../../platform/errors.ts";
import { type FormAnswer, handleLoader, parseInput } from "../../platform/http.server.ts";

/** The rules of a category or of all, and, when they are asked for, what others would have done. */
export const loadPolicies = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const { searchParams } = new URL(request.url);
    const [own, categories] = [await categoriesWithPolicy(viewer), await listCategories(viewer)];
    const category = categoryIn(searchParams.get("category"), categories);
    const versions = await policyVersions(viewer, category?.id ?? null);
    const ofAll = category ? await policyVersions(viewer, null) : versions;
    const inForce = versions[0]?.rules ?? ofAll[0]?.rules ?? defaultPolicy;
    return {
      category,
      categories: categories.map(({ id, name }) => ({ id, name, isOwn: own.has(id) })),
      isOwn: category === null || own.has(category.id),
      versions,
      inForce,
      ...(await tried(viewer, searchParams, { categoryId: category?.id ?? null, inForce })),
    };
  });

export type PoliciesPage = Awaited<ReturnType<typeof loadPolicies>>;

function categoryIn(asked: string | null, categories: readonly { id: number; name: string }[]) {
  if (!asked) return null;
  const found = categories.find(({ id }) => String(id) === asked);
  if (!found) throw new NotFound();
  return { id: found.id, name: found.name };
}

interface InForce {
  categoryId: number | null;
  inForce: Policy;
}

/** The rules that were typed and are only to be tried: of what they would have done, and of those in force. */
async function tried(viewer: Viewer, query: URLSearchParams, { categoryId }: InForce) {
  const nothing = { proposed: null, replays: null, refused: null as FormAnswer | null };
  if (!query.has("replay")) return nothing;
  const typed = Object.fromEntries(query);
  try {
    const proposed = parseInput(policyForm, typed);
    const [now, then] = await replay(viewer, { categoryId, policies: [null, proposed] });
    return { ...nothing, proposed, replays: now && then ? { now, then } : null };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const { code, fields, values } = error;
    return { ...nothing, refused: { problem: { code, fields, values }, typed } };
  }
}
