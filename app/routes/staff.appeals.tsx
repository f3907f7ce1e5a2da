import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Button } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { PrivateFieldsOf, PrivateText } from "../components/private-text.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import { listAppeals } from "../domain/tickets/appeal-list.server.ts";
import { listLeftOpen } from "../domain/tickets/left-open.server.ts";
import type { LeftOpen } from "../domain/tickets/left-open.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("appeals.title"), isUnlisted: true }));

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const [appeals, leftOpen] = [await listAppeals(viewer), await listLeftOpen(viewer)];
    return { appeals, leftOpen, now: new Date() };
  });

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
      <LeftOpenList />
    </PageLayout>
  );
}

/** What older tickets owe that were settled over it. */
function LeftOpenList() {
  const t = useT();
  const { leftOpen } = useLoaderData<typeof loader>();
  if (leftOpen.length === 0) return null;
  return (
    <section className="cases" aria-labelledby="left-open">
      <h2 id="left-open">{t("left_open.title")}</h2>
      <p className="soft">{t("left_open.text")}</p>
      <ul className="notices">
        {leftOpen.map((row) => (
          <li key={`${row.kind}-${row.ticketId}-${row.at}`} className="notice notice-private">
            <Owing row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Owing({ row }: { row: LeftOpen }) {
  const t = useT();
  const { now } = useLoaderData<typeof loader>();
  const { kind, ticketId, version, subject, requesterName, words, money, at, privateValues, canReopen } = row;
  return (
    <div className="notice-text">
      <a href={`/staff/tickets/${ticketId}`} dir="auto">
        {subject}
      </a>
      <strong>{t(`left_open.${kind}`, { name: requesterName })}</strong>
      <span dir="auto">
        <PrivateFieldsOf value={privateValues}>
          <PrivateText text={words} />
        </PrivateFieldsOf>{" "}
        {money ? <strong className="numeric">{t.money(money.amount, money.currency)}</strong> : null}
      </span>
      <MetaLine>
        <Time at={at} now={now} />
      </MetaLine>
      {canReopen ? (
        <form method="post" action={`/staff/tickets/${ticketId}/reopening`}>
          <input type="hidden" name="seenVersion" value={version} />
          <Button size="small" icon="undo-2">
            {t("left_open.reopen")}
          </Button>
        </form>
      ) : null}
    </div>
  );
}
