import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { KeptWords } from "../../components/kept-words.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { RequestLane } from "../../components/request-lane.tsx";
import { requireMember } from "../../domain/accounts/viewer.server.ts";
import { answersOfTicket } from "../../domain/answers/answers.server.ts";
import { markSubjectRead } from "../../domain/notifications/mark-read.server.ts";
import { requireRequest } from "../../domain/tickets/requests.server.ts";
import { T, useT } from "../../i18n/use-t.tsx";
import { type FormAnswer, handleLoader, idParam } from "../../platform/http.server.ts";
import type { Carried } from "./carried.server.ts";

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await requireMember(request);
    const found = await requireRequest(viewer, idParam(params.number));
    await markSubjectRead(viewer, { ticketId: found.number });
    const answers = await answersOfTicket(viewer, found.number);
    return {
      request: found,
      answers: answers.filter(({ version, retractedAt }) => version > 0 && retractedAt === null),
      now: new Date(),
      submissionKey: crypto.randomUUID(),
    };
  });

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageMeta(matches, () => ({ title: data?.request.subject ?? "", isUnlisted: true }));

/** A request on a page of its own: the same lane as on the thread's page. */
export default function RequestPage() {
  const t = useT();
  const { request, now, submissionKey } = useLoaderData<typeof loader>();
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
      <RequestLane
        request={request}
        now={now}
        back={`/requests/${request.number}`}
        submissionKey={submissionKey}
        refused={answer ? { noun, answer } : undefined}
        carried={came && "carried" in came ? came.carried : undefined}
      />
      <KeptWords answer={answer} />
      <Published />
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
