import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "../components/breadcrumbs.tsx";
import { Button } from "../components/button.tsx";
import { IdentifierForm, type Tried } from "../components/identifier-form.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { type IdentifierVersion, requireIdentifier } from "../domain/private-values/change-identifiers.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { type FormAnswer, handleLoader, idParam } from "../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const [now, ...before] = await requireIdentifier(await requireMember(request), idParam(params.id));
    return { now, before };
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, () => ({ title: data?.now.name ?? "", isUnlisted: true }));

/** A kind of number, to be described anew; what it was before stays with what it has found. */
export default function IdentifierPage() {
  const t = useT();
  const { now, before } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer | Tried>();
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/admin/identifiers", label: t("identifiers.title") }]} />}
      title={now.name}
      lead={t("identifiers.change.lead")}
    >
      <IdentifierForm action={`/admin/identifiers/${now.id}/versions`} answer={answer} now={now}>
        <Button variant="primary">{t("identifiers.change.save")}</Button>
      </IdentifierForm>
      <section className="stack stack-s">
        <h2>{t("identifiers.versions")}</h2>
        <ol className="private-list" reversed>
          {[now, ...before].map((version) => (
            <Version key={version.id} version={version} />
          ))}
        </ol>
      </section>
    </PageLayout>
  );
}

function Version({ version }: { version: IdentifierVersion }) {
  const t = useT();
  const { name, pattern, check, privacy, createdAt, retiredAt, found } = version;
  return (
    <li>
      <bdi>{name}</bdi> <code>{pattern}</code>
      <MetaLine>
        {t(`identifiers.check.${check}`)}
        {t(`identifiers.privacy.${privacy}`)}
        <span>
          <Time at={createdAt} format="day" />
          {retiredAt ? (
            <>
              {" – "}
              <Time at={retiredAt} format="day" />
            </>
          ) : null}
        </span>
        {t("identifiers.found", { count: found })}
      </MetaLine>
    </li>
  );
}
