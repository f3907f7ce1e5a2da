import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { KeptWords } from "../../components/kept-words.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { LiveNews, LivePart } from "../../components/live.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { RequestLane } from "../../components/request-lane.tsx";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import { markSubjectRead } from "../../domain/notifications/mark-read.server.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import { type FormAnswer, handleLoader, idParam, isFetchedByScript } from "../../platform/http.server.ts";
import type { Carried } from "./carried.server.ts";
import { loadRequest } from "./load.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const found = await loadRequest(viewer, idParam(params.number));
    const { number: ticketId } = found.request;
    if (!isFetchedByScript(request)) await markSubjectRead(viewer, { ticketId });
    return {
      ...found,
      now: new Date(),
      submissionKey: crypto.randomUUID(),
    };
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, () => ({ title: data?.request.subject ?? "", isUnlisted: true }));

/** A request on a page of its own: the same lane as on the thread's page. */
export default function RequestPage() {
  const t = useT();
  const { request, version, now, submissionKey } = useLoaderData<typeof loader>();
  const came = useActionData<FormAnswer | Carried>();
  const answer = came && "problem" in came ? came : undefined;
  const noun = useLocation().pathname.split("/")[3] ?? "";
  return (
    <PageLayout
      above={<Breadcrumbs items={[{ href: "/requests", label: t("requests.title") }]} />}
      title={request.subject}
      lead={<Origin />}
      width="text"
    >
      <LivePart name="lane">
        <RequestLane
          request={request}
          now={now}
          back={`/requests/${request.number}`}
          submissionKey={submissionKey}
          refused={answer ? { noun, answer } : undefined}
          carried={came && "carried" in came ? came.carried : undefined}
        />
      </LivePart>
      <KeptWords answer={answer} />
      <LivePart name="published">
        <Published />
      </LivePart>
      <LiveNews
        href={`/requests/${request.number}/live`}
        version={version}
        replies={0}
        newest=""
        groups={[`case-${request.number}`]}
      />
    </PageLayout>
  );
}

/** What came of it for others: the answer's own page, or that there will be one. */
function Published() {
  const t = useT();
  const { request, answers } = useLoaderData<typeof loader>();
  if (answers.length === 0 && !request.isAnswerComing) return null;
  return (
    <Banner tone="brand" icon="badge-check" title={answers.length > 0 ? t("request.answer") : undefined}>
      {answers.length > 0
        ? answers.map(({ id, slug, title }) => (
            <p key={id}>
              <a href={`/answers/${slug}`}>{title}</a>
            </p>
          ))
        : t("request.answer_coming")}
    </Banner>
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
