import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { Breadcrumbs } from "../../components/breadcrumbs.tsx";
import { FormProblem } from "../../components/form-problem.tsx";
import { TwoColumn } from "../../components/layouts.tsx";
import { LiveNews, LivePart } from "../../components/live.tsx";
import { OnePressForm } from "../../components/one-press.tsx";
import { pageMeta } from "../../components/page-meta.ts";
import { breadcrumbList, type Site } from "../../components/structured-data.ts";
import type { Translate } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";
import type { FormAnswer } from "../../platform/http.server.ts";
import { Answers } from "./answers.tsx";
import { AskedLater } from "./asked-later.tsx";
import { EscalationOffer, LaneFirst, LaneLast } from "./lane.tsx";
import { loadThread, type ThreadPage } from "./load.server.ts";
import { Placed } from "./placed.tsx";
import { Question } from "./question.tsx";
import { Replies } from "./replies.tsx";
import { ReplyForm } from "./reply-form.tsx";
import { Side } from "./side.tsx";
import { StatusLine } from "./status-line.tsx";
import { questionPage } from "./structured.ts";

export const loader = loadThread;

export const meta: MetaFunction<typeof loader> = ({ data, matches, location }) =>
  pageMeta(matches, (t) => {
    if (!data) return { title: "" };
    const { thread, description } = data;
    if (!thread.isPublic) return { title: thread.title, isUnlisted: true };
    const isPiece = location.pathname !== `/threads/${thread.id}` || /[?&](after|before|sort)=/.test(location.search);
    return { title: thread.title, description, isUnlisted: isPiece || thread.isThin, ...findableThread(t, data) };
  });

/** What is said of a thread that everybody may read; to search engines, which come as visitors, what it is about. */
function findableThread(t: Translate, data: ThreadPage) {
  const { id, title, category, state } = data.thread;
  const canonical = `/threads/${id}`;
  const crumbs = [
    { name: t("threads.crumb"), href: "/" },
    { name: category.name, href: `/categories/${encodeURIComponent(category.slug)}` },
    { name: title },
  ];
  return {
    canonical,
    preview: `${canonical}/preview.png?v=${state}`,
    feeds: [{ title: t("feed.thread", { title }), href: `${canonical}/feed` }],
    things: (site: Site) =>
      data.may.isVisitor ? [...questionPage(data, site), breadcrumbList(site.origin, crumbs)] : [],
  };
}

/** A thread: the answer first, then the question, then what everybody else has to say. */
export default function Thread() {
  const { thread, isFirstPage } = useLoaderData<ThreadPage>();
  return (
    <TwoColumn
      title={thread.title}
      lang={thread.lang}
      above={<Crumbs category={thread.category} />}
      lead={
        <LivePart name="status">
          <StatusLine />
        </LivePart>
      }
      side={
        <LivePart name="side">
          <Side />
        </LivePart>
      }
    >
      <ActionProblem />
      <Placed />
      <LivePart name="above">
        <LaneFirst />
        {isFirstPage ? <Answers /> : null}
      </LivePart>
      <LivePart name="lane">
        <LaneLast />
      </LivePart>
      <LivePart name="question">
        <Question />
        <EscalationOffer />
      </LivePart>
      <OnePressForm />
      <Replies />
      <LivePart name="asked-later">
        <AskedLater />
      </LivePart>
      <ReplyForm />
      <News />
    </TwoColumn>
  );
}

/** On a long thread the newest replies are on another page. */
function News() {
  const { thread, version, pages, said, groups } = useLoaderData<ThreadPage>();
  const page = said ? `/posts/${said.postId}/outcome` : undefined;
  const about = { version, replies: thread.replies, newest: pages.newest ?? "", page, groups };
  return <LiveNews href={`/threads/${thread.id}/live`} {...about} />;
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
