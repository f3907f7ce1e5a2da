import type { ActionFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { FilterNav } from "../../components/nav.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { requireWriter } from "../../domain/accounts/viewer.server.ts";
import { can } from "../../domain/permissions.ts";
import { refusePrivateIn } from "../../domain/private-values/settle-form.server.ts";
import { policyForm } from "../../domain/settings/policy.ts";
import { changePolicy } from "../../domain/threads/policies.server.ts";
import { policyTargetInput } from "../../domain/threads/policy-input.ts";
import { useT } from "../../i18n/use-t.tsx";
import { NotFound } from "../../platform/errors.ts";
import { type FormAnswer, handleAction, parseForm } from "../../platform/http.server.ts";
import { loadPolicies, type PoliciesPage } from "./load.server.ts";
import { ReplayOf } from "./replay.tsx";
import { Inherit, RulesForm } from "./rules-form.tsx";
import { Versions } from "./versions.tsx";

export const loader = loadPolicies;

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    if (!can(viewer, "policies.edit", null)) throw new NotFound();
    const { categoryId, seen } = parseForm(policyTargetInput, form);
    const rules = parseForm(policyForm, form);
    await refusePrivateIn(viewer, rules, ["urgentWords"]);
    await changePolicy(viewer, { categoryId, seen, rules });
    return categoryId ? `/staff/policies?category=${categoryId}` : "/staff/policies";
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("policy.title"), isUnlisted: true }));

/** When a question goes to staff: a sentence for each rule, and what a change would have done. */
export default function Policies() {
  const t = useT();
  const { category, isOwn, refused } = useLoaderData<PoliciesPage>();
  const answer = useActionData<FormAnswer>() ?? refused ?? undefined;
  return (
    <PageLayout width="text" title={t("policy.title")} lead={t("policy.lead")}>
      <Categories />
      {category && !isOwn ? <Banner>{t("policy.inherits")}</Banner> : null}
      <RulesForm key={category?.id ?? 0} answer={answer} />
      {category && isOwn ? <Inherit /> : null}
      <ReplayOf />
      <Versions />
    </PageLayout>
  );
}

function Categories() {
  const t = useT();
  const { category, categories } = useLoaderData<PoliciesPage>();
  const all = { href: "/staff/policies", label: t("policy.everywhere"), isCurrent: category === null };
  const items = categories.map(({ id, name, isOwn }) => ({
    href: `/staff/policies?category=${id}`,
    label: isOwn ? `${name} ·` : name,
    isCurrent: id === category?.id,
  }));
  return <FilterNav label={t("policy.of")} items={[all, ...items]} />;
}
