import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Checkbox, RadioGroup } from "../../components/choices.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { PostForm } from "../../components/post-form.tsx";
import { requireMember, requireWriter } from "../../domain/accounts/viewer.server.ts";
import { GRANT_DAYS, SCOPES } from "../../domain/delegations/delegation.ts";
import { grantDelegation } from "../../domain/delegations/grant-delegation.server.ts";
import { grantInput } from "../../domain/delegations/input.ts";
import { useT } from "../../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../../platform/http.server.ts";
import { limit } from "../../platform/rate-limit.server.ts";
import { Delegation } from "./delegation.tsx";
import { loadDelegations } from "./load.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => loadDelegations(await requireMember(request)));
export type DelegationsPage = typeof loader;

/** It holds links that open something. */
export const headers: HeadersFunction = ({ errorHeaders }) => {
  const own = new Headers(errorHeaders);
  own.set("Cache-Control", "private, no-store");
  return own;
};

/** Makes a link for somebody to act for the viewer. */
export const action = ({ request, context }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    await limit("reply", [context.clientAddress, `account:${viewer.id}`]);
    const { id } = await grantDelegation(viewer, parseForm(grantInput, form));
    return `/delegations#delegation-${id}`;
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("acting.title"), isUnlisted: true }));

/** Who acts for whom: both sides see it here, and end it here. */
export default function Delegations() {
  const t = useT();
  const { granted, held, mayGrant } = useLoaderData<DelegationsPage>();
  return (
    <PageLayout width="text" title={t("acting.title")} lead={t("acting.lead")}>
      <Card title={t("acting.granted")}>
        {granted.length === 0 ? <p className="soft">{t("acting.granted.none")}</p> : null}
        <ul className="delegations">
          {granted.map((grant) => (
            <Delegation key={grant.id} grant={grant} side="granted" />
          ))}
        </ul>
      </Card>
      {mayGrant ? <NewGrant /> : null}
      <Card title={t("acting.held")}>
        {held.length === 0 ? <p className="soft">{t("acting.held.none")}</p> : null}
        <ul className="delegations">
          {held.map((grant) => (
            <Delegation key={grant.id} grant={grant} side="held" />
          ))}
        </ul>
      </Card>
    </PageLayout>
  );
}

function NewGrant() {
  const t = useT();
  const { submissionKey } = useLoaderData<DelegationsPage>();
  const answer = useActionData<FormAnswer>();
  return (
    <Card title={t("acting.new")}>
      <PostForm answer={answer} action="/delegations" labels={{ days: t("acting.new.days") }}>
        <input type="hidden" name="submissionKey" value={submissionKey} />
        <fieldset className="field">
          <legend className="field-label">{t("acting.new.may")}</legend>
          {SCOPES.map((scope) => (
            <Checkbox key={scope} name={scope} label={t(`acting.scope.${scope}`)} />
          ))}
        </fieldset>
        <RadioGroup
          name="days"
          label={t("acting.new.days")}
          defaultValue="90"
          choices={GRANT_DAYS.map((value) => ({ value, label: t(`acting.days.${value}`) }))}
        />
        <p className="field-hint">{t("acting.new.hint")}</p>
        <div className="form-actions">
          <Button variant="primary" icon="link">
            {t("acting.new.make")}
          </Button>
        </div>
      </PostForm>
    </Card>
  );
}
