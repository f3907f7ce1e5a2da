import { useLoaderData } from "@remix-run/react";
import { Badge } from "../../components/badge.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Menu, MenuButton, MenuLink } from "../../components/menu.tsx";
import { onePress } from "../../components/one-press.tsx";
import { PostCard } from "../../components/post-card.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ShownReply, ThreadPage } from "./load.server.ts";
import { AskersMark, Marks, outcomePath } from "./marks.tsx";
import { StepList, StepTally } from "./step-list.tsx";
import { useSaid, VisitorsTally, VisitorsWord } from "./visitors-word.tsx";
import { useHasQuestions, WhichQuestions } from "./which-questions.tsx";

/** One reply with what can be said of it. */
export function Reply({ reply, isNewest = false }: { reply: ShownReply; isNewest?: boolean }) {
  const { may, pages } = useLoaderData<ThreadPage>();
  const { id, author, at, html, files, lang, editedAt, isSolution, isHidden, replyTo } = reply;
  return (
    <PostCard
      id={id}
      author={author}
      at={at}
      html={html}
      lang={lang}
      files={files}
      editedAt={editedAt}
      historyHref={`/posts/${id}/history`}
      isSolution={isSolution}
      anchor={isNewest ? "newest" : undefined}
      place={pages.newest ? reply.position : undefined}
      meta={[
        reply.isWiki ? <WikiMark key="wiki" /> : null,
        reply.answers.length > 0 ? <Answered key="questions" numbers={reply.answers} /> : null,
        replyTo ? <AnsweredPost key="answers" post={replyTo} /> : null,
        isHidden ? <HiddenMark key="hidden" isWithdrawn={reply.isWithdrawn} /> : null,
      ]}
      actions={hasActions(reply, may.isVisitor) ? <ReplyActions reply={reply} /> : null}
    >
      {reply.steps.length > 0 ? <StepList reply={reply} /> : null}
      {may.isAsker ? null : <AskersMark outcome={reply.askerOutcome} />}
    </PostCard>
  );
}

/** Whose words it was first stays written above it. */
function WikiMark() {
  const t = useT();
  return <Badge icon="pencil">{t("post.wiki")}</Badge>;
}

/** Which of several questions it answers. */
function Answered({ numbers }: { numbers: number[] }) {
  const t = useT();
  return <a href="#questions">{t("question.answers", { numbers: numbers.join(", "), count: numbers.length })}</a>;
}

/** Which post it answers, one step away. */
function AnsweredPost({ post }: { post: NonNullable<ShownReply["replyTo"]> }) {
  const t = useT();
  return <a href={`/posts/${post.id}`}>{t("post.answers", { name: post.name })}</a>;
}

function HiddenMark({ isWithdrawn }: { isWithdrawn: boolean }) {
  const t = useT();
  return (
    <Badge tone="warning" icon="eye-off">
      {t(isWithdrawn ? "post.withdrawn" : "post.hidden")}
    </Badge>
  );
}

/** A visitor is shown how it went for others, if anybody has said so, and asked how a solution went for them. */
const hasActions = ({ tally, score, isSolution }: ShownReply, isVisitor: boolean) =>
  !isVisitor || isSolution || score > 0 || Object.values(tally).some((count) => count > 0);

function ReplyActions({ reply }: { reply: ShownReply }) {
  const { may } = useLoaderData<ThreadPage>();
  const hasQuestions = useHasQuestions();
  const hasSaid = useSaid(reply.id) !== null;
  return (
    <>
      {reply.may.mark && may.isAsker && isAdvice(reply) && !hasQuestions ? <SolutionButton reply={reply} /> : null}
      {reply.may.mark && hasQuestions ? <WhichQuestions reply={reply} /> : null}
      {reply.may.judge && isWhole(reply) ? (
        <Marks postId={reply.id} step={0} given={reply.outcome} {...tallyOf(reply)} isAsked={reply.isSolution} />
      ) : null}
      {reply.may.judge ? null : <Tallies reply={reply} />}
      <VisitorsTally reply={reply} />
      {may.sayAsVisitor && (reply.isSolution || hasSaid) ? <VisitorsWord reply={reply} /> : null}
      {reply.may.judge ? <Vote reply={reply} /> : null}
      {(reply.isOwn || reply.isWiki) && reply.may.edit ? <EditLink id={reply.id} /> : null}
      {may.reply ? <QuoteLink id={reply.id} /> : null}
      {may.isVisitor ? null : <MoreMenu reply={reply} />}
    </>
  );
}

/** What the asker says of their own trouble is nothing to try, unless it solved it. */
const isAdvice = ({ author, isSolution }: ShownReply) => author.badge !== "asker" || isSolution;

/** What lists several steps is marked step by step; what was said of it as a whole can still be taken back. */
const isWhole = (reply: ShownReply) => isAdvice(reply) && (reply.steps.length === 0 || reply.outcome !== null);

const tallyOf = ({ tally: { worked, didnt } }: ShownReply) => ({ worked, didnt });

/** The asker is asked for what solves the thread, in so many words: "helpful" is not the same. */
function SolutionButton({ reply }: { reply: ShownReply }) {
  const t = useT();
  const { isSolution } = reply;
  return (
    <Button
      size="small"
      variant={isSolution ? "plain" : "quiet"}
      icon={isSolution ? "undo-2" : "circle-check"}
      {...turn(reply, "solution", isSolution)}
    >
      {t(isSolution ? "post.unmark" : "post.solved_it")}
    </Button>
  );
}

/** For a button that says something of a post, or takes it back where it has been said. */
const turn = ({ id }: ShownReply, what: string, is: boolean) => ({
  name: "is",
  value: is ? "off" : "on",
  ...onePress(`/posts/${id}/${what}`),
});

function Vote({ reply }: { reply: ShownReply }) {
  const t = useT();
  return (
    <Button
      size="small"
      variant="plain"
      icon="thumbs-up"
      aria-pressed={reply.hasVoted}
      {...turn(reply, "vote", reply.hasVoted)}
    >
      {t("post.helpful", { count: reply.score })}
    </Button>
  );
}

/** How it went for others, for whoever cannot say so themselves. */
function Tallies({ reply }: { reply: ShownReply }) {
  const t = useT();
  const { score, steps } = reply;
  return (
    <>
      {steps.length === 0 ? <StepTally {...tallyOf(reply)} /> : null}
      {score > 0 ? (
        <span className="tally">
          <Icon name="thumbs-up" /> {t("post.found_helpful", { count: score })}
        </span>
      ) : null}
    </>
  );
}

function EditLink({ id }: { id: number }) {
  const t = useT();
  return (
    <ButtonLink href={`/posts/${id}/edit`} size="small" variant="plain" icon="pencil">
      {t("post.edit")}
    </ButtonLink>
  );
}

/** Begins a reply with what this one says; with scripts, with what is selected in it, where the writer is. */
function QuoteLink({ id }: { id: number }) {
  const t = useT();
  const { thread } = useLoaderData<ThreadPage>();
  return (
    <ButtonLink
      href={`/threads/${thread.id}?quote=${id}#reply`}
      data-quote={id}
      size="small"
      variant="plain"
      icon="text-quote"
    >
      {t("post.quote")}
    </ButtonLink>
  );
}

function MoreMenu({ reply }: { reply: ShownReply }) {
  const t = useT();
  const { may } = useLoaderData<ThreadPage>();
  const hasQuestions = useHasQuestions();
  const { id, isSolution, isHidden } = reply;
  return (
    <Menu label={t("post.more")} trigger={<Icon name="ellipsis" />}>
      <MenuLink href={`/posts/${id}`}>{t("post.permalink")}</MenuLink>
      {reply.may.edit && !reply.isOwn && !reply.isWiki ? (
        <MenuLink href={`/posts/${id}/edit`}>{t("post.edit")}</MenuLink>
      ) : null}
      {reply.may.judge && isWhole(reply) && !may.isAsker ? <RarerMarks reply={reply} /> : null}
      {reply.may.listSteps ? <MenuLink href={`/posts/${id}/steps`}>{t("post.steps")}</MenuLink> : null}
      {reply.may.mark && !hasQuestions && !(may.isAsker && isAdvice(reply)) ? (
        <MenuButton {...turn(reply, "solution", isSolution)}>{t(isSolution ? "post.unmark" : "post.mark")}</MenuButton>
      ) : null}
      {reply.may.makeWiki ? (
        <MenuButton {...turn(reply, "wiki", reply.isWiki)}>
          {t(reply.isWiki ? "post.unmake_wiki" : "post.make_wiki")}
        </MenuButton>
      ) : null}
      {reply.may.withdraw ? (
        <MenuButton {...turn(reply, "withdrawal", reply.isWithdrawn)}>
          {t(reply.isWithdrawn ? "post.restore" : "post.withdraw")}
        </MenuButton>
      ) : null}
      {reply.may.hide ? (
        <MenuButton {...turn(reply, "hiding", isHidden)}>{t(isHidden ? "post.unhide" : "post.hide")}</MenuButton>
      ) : null}
    </Menu>
  );
}

function RarerMarks({ reply: { id, outcome } }: { reply: ShownReply }) {
  const t = useT();
  return (["tried", "cant"] as const).map((one) =>
    outcome === one ? null : (
      <MenuButton key={one} name="outcome" value={one} {...onePress(outcomePath(id))}>
        {t(`step.${one}`)}
      </MenuButton>
    ),
  );
}
