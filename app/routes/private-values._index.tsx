import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { LISTED, listOwnPrivateValues } from "../domain/private-values/private-values.server.ts";
import { useT } from "../i18n/use-t.tsx";
import { beforeParam, handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const before = beforeParam(new URL(request.url));
    const values = await listOwnPrivateValues(viewer, before);
    const older = values.length === LISTED ? (values.at(-1)?.id ?? null) : null;
    return { values, older, isLater: before !== undefined };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("private.list.title"), isUnlisted: true }));

/** Everything that somebody has moved into private fields, and who has looked at it. */
export default function PrivateValues() {
  const t = useT();
  const { values, older, isLater } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("private.list.title")} lead={t("private.list.lead")}>
      {values.length === 0 ? (
        <EmptyState icon="lock" title={t("private.list.none")}>
          {t("private.list.none.text")}
        </EmptyState>
      ) : (
        <ul className="private-list">
          {values.map((value) => (
            <li key={value.id}>
              <Row value={value} />
            </li>
          ))}
        </ul>
      )}
      <Pager
        newer={isLater ? "/private-values" : null}
        newerLabel={t("searches.newer")}
        older={older ? `/private-values?before=${older}` : null}
        olderLabel={t("searches.older")}
      />
    </PageLayout>
  );
}

function Row({ value }: { value: ReturnType<typeof useLoaderData<typeof loader>>["values"][number] }) {
  const t = useT();
  const name = value.name ?? t(`private.kind.${value.kind}`);
  const last = value.looks.find(({ isOwner }) => !isOwner);
  return (
    <>
      <a className="private-chip" href={`/private-values/${value.id}`}>
        {value.erasedAt ? t("private.chip.erased", { name }) : t("private.chip.masked", { name, mask: value.mask })}
      </a>
      <MetaLine>
        <a href={value.stands.href} dir="auto">
          {value.stands.title}
        </a>
        {last ? (
          <span>
            {t("private.looks.last", { name: last.by })} <Time at={last.at} />
            {": "}
            <q dir="auto">{last.reason}</q>
          </span>
        ) : (
          t("private.looks.none")
        )}
      </MetaLine>
    </>
  );
}
