import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PrivateFieldsOf, PrivateText } from "../components/private-text.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { listAppeals } from "../domain/tickets/appeal-list.server.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("appeals.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => ({ appeals: await listAppeals(await requireMember(request)), now: new Date() }));

/** Who asked for somebody else and waits for them, the longest first. */
export default function Appeals() {
  const t = useT();
  const { appeals, now } = useLoaderData<typeof loader>();
  return (
    <PageLayout width="text" title={t("appeals.title")} lead={t("appeals.lead")}>
      {appeals.length === 0 ? (
        <EmptyState icon="user-round-check" title={t("appeals.none")}>
          {t("appeals.none.text")}
        </EmptyState>
      ) : null}
      <ul className="notices">
        {appeals.map(({ id, kind, ticketId, subject, requesterName, toName, reason, privateValues, at, dueAt }) => (
          <li key={id} className="notice notice-private">
            <div className="notice-text">
              <a href={`/staff/tickets/${ticketId}`} dir="auto">
                {subject}
              </a>
              <strong>{t(`appeals.desk.${kind}`, { name: requesterName })}</strong>
              {reason ? (
                <span dir="auto">
                  <PrivateFieldsOf value={privateValues}>
                    <PrivateText text={reason} />
                  </PrivateFieldsOf>
                </span>
              ) : null}
              <MetaLine>
                <Time at={at} now={now} />
                {toName ? <bdi>{toName}</bdi> : t("appeals.desk.alone")}
                {dueAt ? (
                  <T k="appeals.due" values={{ at: <Time key="at" at={dueAt} format="day" now={now} /> }} />
                ) : null}
              </MetaLine>
            </div>
          </li>
        ))}
      </ul>
    </PageLayout>
  );
}
