import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { FormProblem } from "../../components/form-problem.tsx";
import { TwoColumn } from "../../components/layouts.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { FormAnswer } from "../../platform/http.server.ts";
import { Answers } from "./answers.tsx";
import { EscalationOffer, LaneFirst, LaneLast } from "./lane.tsx";
import { loadThread, type ThreadPage } from "./load.server.ts";
import { Question } from "./question.tsx";
import { Replies } from "./replies.tsx";
import { ReplyForm } from "./reply-form.tsx";
import { Side } from "./side.tsx";
import { StatusLine } from "./status-line.tsx";

export const loader = loadThread;

export const meta: MetaFunction<typeof loader> = ({ data, matches, location }) =>
  pageMeta(matches, () => {
    if (!data) return { title: "" };
    const { thread, description, canonical } = data;
    const isPiece = location.pathname !== `/threads/${thread.id}` || /[?&](after|before|sort)=/.test(location.search);
    return { title: thread.title, description, canonical, isUnlisted: isPiece || !thread.isListed };
  });

/** A thread: the answer first, then the question, then what everybody else has to say. */
export default function Thread() {
  const { thread, isFirstPage } = useLoaderData<ThreadPage>();
  return (
    <TwoColumn title={thread.title} above={<Crumbs category={thread.category} />} lead={<StatusLine />} side={<Side />}>
      <ActionProblem />
      <LaneFirst />
      {isFirstPage ? <Answers /> : null}
      <LaneLast />
      <Question />
      <EscalationOffer />
      <Replies />
      <ReplyForm />
    </TwoColumn>
  );
}

function Crumbs({ category }: Pick<ThreadPage["thread"], "category">) {
  const t = useT();
  return (
    <Breadcrumbs
      items={[
        { href: "/", label: t("threads.crumb") },
        { href: `/categories/${category.slug}`, label: category.name },
      ]}
    />
  );
}

/** Why a button did nothing. What was wrong with a reply stands at the reply. */
function ActionProblem() {
  const answer = useActionData<FormAnswer>();
  const { pathname } = useLocation();
  return answer && !isReply(pathname) ? <FormProblem problem={answer.problem} /> : null;
}

const isReply = (pathname: string) => /\/(replies|details-request)$/.test(pathname);
