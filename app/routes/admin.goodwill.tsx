import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PostForm } from "../components/post-form.tsx";
import { TextArea } from "../components/text-area.tsx";
import { TextInput } from "../components/text-input.tsx";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import { refusePrivateIn } from "../domain/private-values/settle-form.server.ts";
import { GIVERS, typedOf } from "../domain/tickets/goodwill.ts";
import { goodwillTermsInput } from "../domain/tickets/goodwill-input.ts";
import { changeGoodwillTerms, goodwillTerms } from "../domain/tickets/goodwill-terms.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => ({ terms: await goodwillTerms(await requireMember(request)) }));

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    await goodwillTerms(viewer); // for an admin only
    const input = parseForm(goodwillTermsInput, form);
    await refusePrivateIn(viewer, input, ["kinds"]);
    await changeGoodwillTerms(viewer, input);
    return "/admin/goodwill";
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("goodwill.terms"), isUnlisted: true }));

/** What can be given out of goodwill, and who may let out how much. */
export default function GoodwillTerms() {
  const t = useT();
  const { terms } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  return (
    <PageLayout width="text" title={t("goodwill.terms")} lead={t("goodwill.terms.lead")}>
      <PostForm answer={answer} action="/admin/goodwill">
        <TextArea
          name="kinds"
          label={t("goodwill.terms.kinds")}
          hint={t("goodwill.terms.kinds.hint")}
          defaultValue={terms.kinds.join("\n")}
          rows={4}
        />
        <TextInput
          name="currency"
          label={t("goodwill.terms.currency")}
          hint={t("goodwill.terms.currency.hint")}
          defaultValue={terms.currency}
          maxLength={3}
        />
        <TextInput
          name="days"
          label={t("goodwill.terms.days")}
          inputMode="numeric"
          maxLength={3}
          defaultValue={terms.days}
        />
        <TextInput
          name="customerYear"
          label={t("goodwill.terms.customer")}
          hint={t("goodwill.terms.customer.hint")}
          inputMode="decimal"
          defaultValue={typedOf(terms.customerYear, terms.currency)}
          maxLength={20}
        />
        <Limits />
        <div className="form-actions">
          <Button variant="primary">{t("goodwill.terms.save")}</Button>
        </div>
      </PostForm>
    </PageLayout>
  );
}

/** Two amounts a role. */
function Limits() {
  const t = useT();
  const { limits, currency } = useLoaderData<typeof loader>().terms;
  return GIVERS.flatMap((giver) =>
    (["once", "month"] as const).map((span) => (
      <TextInput
        key={`${giver}.${span}`}
        name={`${giver}.${span}`}
        label={t(`goodwill.terms.${span}`, { role: t(`goodwill.role.${giver}`) })}
        inputMode="decimal"
        defaultValue={typedOf(limits[giver][span], currency)}
        maxLength={20}
      />
    )),
  );
}
