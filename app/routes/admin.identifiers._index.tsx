import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Button, ButtonLink } from "../components/button.tsx";
import { Card } from "../components/card.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { IdentifierForm, type Tried } from "../components/identifier-form.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { requireMember, requireWriter } from "../domain/accounts/viewer.server.ts";
import {
  addIdentifier,
  listIdentifiers,
  refuseIdentifier,
} from "../domain/private-values/change-identifiers.server.ts";
import { triedOn } from "../domain/private-values/identifier.ts";
import { identifierInput } from "../domain/private-values/input.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleAction, handleLoader, parseForm } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => ({ identifiers: await listIdentifiers(await requireMember(request)) }));

export const action = ({ request }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const viewer = await requireWriter(request);
    await listIdentifiers(viewer); // for an admin only
    const input = parseForm(identifierInput, form);
    await refuseIdentifier(viewer, input);
    if (form.get("intent") === "try")
      return data({ typed: input, tried: triedOn(input.sample, input) }) as unknown as Response;
    await addIdentifier(viewer, input);
    return "/admin/identifiers";
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("identifiers.title"), isUnlisted: true }));

/** Numbers that the company gives out, and how they are known. */
export default function Identifiers() {
  const t = useT();
  const { identifiers } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("identifiers.title")} lead={t("identifiers.lead")}>
      <NewIdentifier />
      {identifiers.length === 0 ? (
        <EmptyState icon="tag" title={t("identifiers.none")}>
          {t("identifiers.none.text")}
        </EmptyState>
      ) : null}
      <ul className="private-list">
        {identifiers.map(({ id, name, pattern, check, privacy }) => (
          <li key={id}>
            <form method="post" action={`/admin/identifiers/${id}/retirement`} className="row row-apart">
              <span>
                <bdi>{name}</bdi> <code>{pattern}</code>{" "}
                <span className="soft">
                  {t(`identifiers.check.${check}`)} · {t(`identifiers.privacy.${privacy}`)}
                </span>
              </span>
              <ButtonLink
                href={`/admin/identifiers/${id}`}
                size="small"
                variant="plain"
                aria-label={`${t("identifiers.change")}: ${name}`}
              >
                {t("identifiers.change")}
              </ButtonLink>
              <Button size="small" variant="plain" aria-label={`${t("identifiers.retire")}: ${name}`}>
                {t("identifiers.retire")}
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </PageLayout>
  );
}

function NewIdentifier() {
  const t = useT();
  const answer = useActionData<FormAnswer | Tried>();
  return (
    <Card title={t("identifiers.add.title")}>
      <IdentifierForm action="/admin/identifiers" answer={answer}>
        <Button variant="primary" icon="plus">
          {t("identifiers.add")}
        </Button>
      </IdentifierForm>
    </Card>
  );
}
