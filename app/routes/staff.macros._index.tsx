import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Badge } from "../components/badge.tsx";
import { Button, ButtonLink } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Select } from "../components/select.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { listGaps } from "../domain/macros/gaps.server.ts";
import { MACRO_MODES, needsRewrite } from "../domain/macros/macro.ts";
import { listMacros } from "../domain/macros/macros.server.ts";
import { listModes } from "../domain/macros/modes.server.ts";
import { can } from "../domain/permissions.ts";
import { useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const [macros, modes, gaps] = await Promise.all([listMacros(viewer), listModes(viewer), listGaps(viewer)]);
    return { macros, modes, gaps, mayApprove: can(viewer, "macro.approve", null), now: new Date() };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("macros.title"), isUnlisted: true }));

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** The approved texts, what is being written and read of them, where they are asked for, and what is missing. */
export default function Macros() {
  const t = useT();
  const { macros } = useLoaderData<typeof loader>();
  const write = (
    <ButtonLink href="/staff/macros/new" icon="pencil">
      {t("macros.write")}
    </ButtonLink>
  );
  return (
    <PageLayout title={t("macros.title")} lead={t("macros.lead")} actions={write}>
      {macros.length === 0 ? (
        <EmptyState icon="file-text" title={t("macros.none")}>
          {t("macros.none.text")}
        </EmptyState>
      ) : (
        <ul className="answers">
          {macros.map((macro) => (
            <Row key={macro.id} macro={macro} />
          ))}
        </ul>
      )}
      <Modes />
      <Gaps />
    </PageLayout>
  );
}

function Row({ macro }: { macro: Loaded["macros"][number] }) {
  const t = useT();
  const { id, name, categoryName, ownerName, locales, isExpired, version, draft, record } = macro;
  return (
    <li className="answer-row">
      <a className="answer-row-title" href={`/staff/macros/${id}`} dir="auto">
        {name}
      </a>
      <MetaLine>
        {version > 0 && !isExpired ? <Badge tone="success">{t("macros.approved")}</Badge> : null}
        {isExpired ? <Badge tone="warning">{t("macros.expired")}</Badge> : null}
        {draft ? (
          <Badge tone={draft === "in_review" ? "warning" : "neutral"}>{t(`macros.draft.${draft}`)}</Badge>
        ) : null}
        {needsRewrite(record) ? <Badge tone="danger">{t("macros.needs_rewrite")}</Badge> : null}
        <span>{categoryName ?? t("macros.everywhere")}</span>
        <span>{locales.join(", ")}</span>
        <bdi>{ownerName}</bdi>
        <span>{t("macros.record", { ...record })}</span>
      </MetaLine>
    </li>
  );
}

function Modes() {
  const t = useT();
  const { modes, mayApprove } = useLoaderData<typeof loader>();
  const options = MACRO_MODES.map((value) => ({ value, label: t(`macros.mode.${value}`) }));
  return (
    <section>
      <h2>{t("macros.modes")}</h2>
      <p className="soft measure">{t("macros.modes.text")}</p>
      <ul className="macro-modes">
        {modes.map(({ id, name, mode }) => (
          <li key={id}>
            <span dir="auto">{name}</span>
            {mayApprove ? (
              <form method="post" action="/staff/macros/modes" className="watch-form">
                <input type="hidden" name="categoryId" value={id} />
                <Select
                  name="mode"
                  id={`mode-${id}`}
                  label={t("macros.mode_of", { category: name })}
                  labelHidden
                  defaultValue={mode}
                  options={options}
                />
                <Button size="small">{t("macros.mode.save")}</Button>
              </form>
            ) : (
              <span className="soft">{t(`macros.mode.${mode}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gaps() {
  const t = useT();
  const { gaps, now } = useLoaderData<typeof loader>();
  if (gaps.length === 0) return null;
  return (
    <section>
      <h2>{t("macros.gaps")}</h2>
      <p className="soft measure">{t("macros.gaps.text")}</p>
      <ul className="answers">
        {gaps.map(({ ticketId, subject, words, categoryName, at }) => (
          <li key={`${ticketId}-${at}`} className="answer-row">
            <a className="answer-row-title" href={`/staff/tickets/${ticketId}`} dir="auto">
              {words || subject}
            </a>
            <MetaLine>
              <span>{categoryName}</span>
              <Time at={at} now={now} />
            </MetaLine>
          </li>
        ))}
      </ul>
    </section>
  );
}
