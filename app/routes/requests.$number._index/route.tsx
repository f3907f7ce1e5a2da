import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { RequestLane } from "../../components/request-lane.tsx";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import { markSubjectRead } from "../../domain/notifications/notifications.server.ts";
import { requireRequest } from "../../domain/tickets/requests.server.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import { type FormAnswer, handleLoader, idParam } from "../../platform/http.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const found = await requireRequest(viewer, idParam(params.number));
    await markSubjectRead(viewer, { ticketId: found.number });
    return { request: found, now: new Date(), submissionKey: crypto.randomUUID() };
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, () => ({ title: data?.request.subject ?? "", isUnlisted: true }));

/** A request on a page of its own: the same lane as on the thread's page. */
export default function RequestPage() {
  const t = useT();
  const { request, now, submissionKey } = useLoaderData<typeof loader>();
  const answer = useActionData<FormAnswer>();
  const noun = useLocation().pathname.split("/")[3] ?? "";
  return (
    <PageLayout
      above={<Breadcrumbs items={[{ href: "/requests", label: t("requests.title") }]} />}
      title={request.subject}
      lead={<Origin />}
      width="text"
    >
      <RequestLane
        request={request}
        now={now}
        back={`/requests/${request.number}`}
        submissionKey={submissionKey}
        refused={answer ? { noun, answer } : undefined}
      />
    </PageLayout>
  );
}

/** Where it began: its own thread, which goes on in public. */
function Origin() {
  const { request } = useLoaderData<typeof loader>();
  const number = <span key="number">{request.number}</span>;
  const [thread] = request.threads;
  if (!thread) return <T k="request.number" values={{ number }} />;
  const link = (text: unknown[]) => (
    <a key="link" href={`/threads/${thread.number}`}>
      {text as string[]}
    </a>
  );
  return <T k="request.number_of_thread" values={{ number, link }} />;
}
