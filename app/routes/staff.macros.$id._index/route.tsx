import type { ActionFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Badge } from "../../components/badge.tsx";
import { Banner } from "../../components/banner.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { KeptWords } from "../../components/kept-words.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { MetaLine } from "../../components/meta-line.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { Time } from "../../components/time.tsx";
import { requireWriter } from "../../domain/accounts/viewer.server.ts";
import { macroFields, macroInput } from "../../domain/macros/input.ts";
import { needsRewrite } from "../../domain/macros/macro.ts";
import { saveMacro } from "../../domain/macros/save-macro.server.ts";
import { refusePrivateIn } from "../../domain/private-values/settle-form.server.ts";
import { useT } from "../../i18n/use-t.tsx";
import { type FormAnswer, handleAction, idParam, parseForm } from "../../platform/http.server.ts";
import { Deeds } from "./deeds.tsx";
import { loadMacro } from "./load.server.ts";
import { Review } from "./review.tsx";
import { TextForm } from "./text-form.tsx";
import { Texts } from "./texts.tsx";

export const loader = loadMacro;

/** Keeps what is being written. */
export const action = ({ request, params }: ActionFunctionArgs) =>
  handleAction({ request }, async (form) => {
    const id = idParam(params.id);
    const viewer = await requireWriter(request);
    const input = parseForm(macroInput, form);
    await refusePrivateIn(viewer, ...macroFields(input));
    await saveMacro(viewer, id, input);
    return `/staff/macros/${id}`;
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, () => ({ title: data?.macro.name ?? "", isUnlisted: true }));

/** A macro: what may be sent, what is being written, how it did, and who approved what. */
export default function MacroPage() {
  const t = useT();
  const { macro } = useLoaderData<typeof loader>();
  const { name, draft, approved, may } = macro;
  return (
    <PageLayout
      width="text"
      above={<Breadcrumbs items={[{ href: "/staff/macros", label: t("macros.title") }]} />}
      title={name}
      lead={<Facts />}
    >
      <Notices />
      {draft?.submittedAt ? <Review /> : null}
      {approved ? <Texts htmls={approved.htmls} title={t("macros.sent_as")} /> : null}
      {may.write && !draft?.submittedAt ? <TextForm /> : null}
      <Deeds />
      <Versions />
      <KeptWords answer={useActionData<FormAnswer>()} />
    </PageLayout>
  );
}

function Facts() {
  const t = useT();
  const { macro, now } = useLoaderData<typeof loader>();
  const { version, category, ownerName, expiresAt, record } = macro;
  return (
    <MetaLine>
      {version > 0 ? <span>{t("macros.version", { version })}</span> : null}
      <span>{category?.name ?? t("macros.everywhere")}</span>
      <bdi>{ownerName}</bdi>
      {expiresAt ? (
        <span>
          {t("macros.until")} <Time at={expiresAt} format="date" now={now} />
        </span>
      ) : null}
      <span>{t("macros.record", { ...record })}</span>
    </MetaLine>
  );
}

function Notices() {
  const t = useT();
  const { macro, now } = useLoaderData<typeof loader>();
  const { retiredAt, expiresAt, draft, record } = macro;
  return (
    <>
      {retiredAt ? <Banner tone="danger" title={t("macros.is_retired")} /> : null}
      {expiresAt && expiresAt <= now ? <Banner tone="warning" title={t("macros.is_expired")} /> : null}
      {needsRewrite(record) ? <Banner tone="warning" title={t("macros.misses")} /> : null}
      {draft?.returnedBecause ? (
        <Banner tone="warning" icon="undo-2" title={t("macros.came_back")}>
          <p dir="auto">{draft.returnedBecause}</p>
        </Banner>
      ) : null}
    </>
  );
}

function Versions() {
  const t = useT();
  const { versions } = useLoaderData<typeof loader>().macro;
  if (versions.length === 0) return null;
  return (
    <section>
      <h2>{t("macros.versions")}</h2>
      <ul className="plain-list">
        {versions.map(({ version, approvedAt, approverName }) => (
          <li key={version}>
            <MetaLine>
              <Badge>{t("macros.version", { version })}</Badge>
              <span>{t("macros.approved_by", { name: approverName })}</span>
              <Time at={approvedAt} format="date" />
            </MetaLine>
          </li>
        ))}
      </ul>
    </section>
  );
}
