import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PageLayout } from "../components/layouts.tsx";
import { MetaLine } from "../components/meta-line.tsx";
import { pageMeta } from "../components/page-meta.ts";
import { Pager } from "../components/pager.tsx";
import { PrivateLane } from "../components/private-lane.tsx";
import { TicketStatus } from "../components/status-mark.tsx";
import { Time } from "../components/time.tsx";
import { requireMember } from "../domain/accounts/viewer.server.ts";
import type { RequestSummary } from "../domain/tickets/lane.ts";
import { listRequests } from "../domain/tickets/requests.server.ts";
import { T, useT } from "../i18n/use-t.tsx";
import { handleLoader } from "../platform/http.server.ts";

export const loader = ({ request }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const after = new URL(request.url).searchParams.get("after");
    return { ...(await listRequests(viewer, after)), now: new Date() };
  });

export const meta: MetaFunction = ({ matches }) =>
  pageMeta(matches, (t) => ({ title: t("requests.title"), isUnlisted: true }));

/** A member's own requests: those that wait for them first. */
export default function Requests() {
  const t = useT();
  const { requests, next } = useLoaderData<typeof loader>();
  return (
    <PageLayout
      title={t("requests.title")}
      lead={t("requests.lead")}
      width="text"
      actions={
        <ButtonLink href="/requests/new" icon="lock">
          {t("direct.open")}
        </ButtonLink>
      }
    >
      {requests.length === 0 ? (
        <EmptyState
          icon="lock"
          title={t("requests.none")}
          action={<ButtonLink href="/threads/new">{t("shell.ask")}</ButtonLink>}
        >
          {t("requests.none.text")}
        </EmptyState>
      ) : (
        <PrivateLane audience="requester">
          <ul className="requests">
            {requests.map((one) => (
              <RequestRow key={one.number} request={one} />
            ))}
          </ul>
        </PrivateLane>
      )}
      <Pager older={next && `/requests?after=${next}`} olderLabel={t("requests.more")} />
    </PageLayout>
  );
}

function RequestRow({ request }: { request: RequestSummary }) {
  const t = useT();
  const { now } = useLoaderData<typeof loader>();
  const { number, subject, state, isMyTurn, waitingFor, nextUpdateBy, updatedAt, forName } = request;
  return (
    <li className="request-row">
      <a href={`/requests/${number}`} className="request-row-title" dir="auto">
        {subject}
      </a>
      <MetaLine>
        {forName ? <span>{t("acting.for", { name: forName })}</span> : null}
        <TicketStatus state={state} audience="requester" />
        {isMyTurn ? <strong>{t("requests.your_turn")}</strong> : null}
        {state === "waiting_on_requester" ? <bdi>{waitingFor}</bdi> : null}
        {nextUpdateBy ? (
          <T k="requests.update_by" values={{ at: <Time key="at" at={nextUpdateBy} format="day" now={now} /> }} />
        ) : null}
        <Time at={updatedAt} now={now} />
      </MetaLine>
    </li>
  );
}
