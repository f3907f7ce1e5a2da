import { languageTagOf } from "../../../search/language.ts";
import { drawPrivate } from "../../components/private-chip.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import type { PublishedAnswer } from "../../domain/answers/answers.server.ts";
import { placeImages } from "../../domain/attachments/place-images.ts";
import { can } from "../../domain/permissions.ts";
import { isThinThread } from "../../domain/threads/finding.ts";
import type { ListedReply } from "../../domain/threads/list-replies.server.ts";
import { questionsIn } from "../../domain/threads/questions.ts";
import type { ReadThread } from "../../domain/threads/read-thread.server.ts";
import { type KnownReferences, linkReferences } from "../../domain/threads/references.ts";
import { isAskedHowItStands, needsCheck } from "../../domain/threads/thread.ts";
import { sumOf, tallyOf } from "../../domain/threads/visitors-word.ts";
import { defaultLocale, isLocale } from "../../i18n/locales.ts";
import { translator } from "../../i18n/translate.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import { subjectOf } from "./read.server.ts";

/** A question longer than this is folded where an answer follows it. */
const LONG = 1_500;
/** Whoever replies after half a year may have come for something else. */
const QUIET_MS = 180 * 86_400_000;

/** What the head of the page says. */
export function showThread(thread: ReadThread, answers: readonly PublishedAnswer[], now: Date) {
  const { id, title, state, tags, replyCount, affectedCount, escalateAt, firstSolutionId } = thread;
  const tally = sumOf([thread, ...answers].map(tallyOf));
  return {
    id,
    title,
    state,
    tags,
    category: { name: thread.categoryName, slug: thread.categorySlug },
    replies: replyCount,
    privateValues: thread.privateValues,
    affected: affectedCount,
    tally,
    needsCheck: needsCheck(state, tally),
    firstSolutionId,
    questions: thread.questions,
    splitOf: thread.splitOf,
    staffTakesOverAt: state === "needs_attention" ? escalateAt : null,
    /** The day of the last word, where that is long ago. */
    quietSince: now.getTime() - thread.lastPostAt.getTime() > QUIET_MS ? thread.lastPostAt : null,
    isHidden: thread.hiddenAt !== null,
    isKnown: thread.knownSince !== null,
    isPublic: thread.categoryReadableBy === "everyone" && thread.hiddenAt === null,
    isThin: isThinThread({ ...thread, length: lengthOf(thread) }, now),
    lang: languageTagOf(`${title}\n${thread.markdown}`),
  };
}

/** What the viewer is to this thread, and may do with it. */
export function whatMay(viewer: Viewer, thread: ReadThread) {
  const subject = subjectOf(thread);
  return {
    isVisitor: viewer.kind === "visitor",
    isAsker: viewer.id === thread.authorId,
    sayAsVisitor: can(viewer, "thread.say_as_visitor", subject),
    saysHowItStands: viewer.id === thread.authorId && isAskedHowItStands(thread),
    isAffected: thread.isAffected,
    watchLevel: thread.watchLevel ?? "normal",
    reply: can(viewer, "thread.reply", subject),
    replyFor: can(viewer, "thread.act_for", subject),
    join: can(viewer, "thread.join", subject),
    watch: can(viewer, "thread.watch", subject),
    askForDetails: can(viewer, "thread.ask_for_details", subject) && thread.state !== "solved",
    hide: can(viewer, "thread.hide", subject),
    numberQuestions: can(viewer, "thread.number_questions", subject),
  };
}

/** The question, rendered. */
export async function showQuestion(viewer: Viewer, thread: ReadThread, references: KnownReferences) {
  const [html, expected, tried] = await Promise.all([
    renderMarkdown(thread.markdown),
    thread.expected && renderMarkdown(thread.expected),
    thread.tried && renderMarkdown(thread.tried),
  ]);
  const chipped = (text: string) => drawPrivate(text, thread.privateValues, wordsFor(viewer));
  const subject = { ...subjectOf(thread), position: 1, thread: subjectOf(thread) };
  return {
    id: thread.questionId,
    ...placeImages(thread.markdown, chipped(linkReferences(html, references)), thread.files),
    expected: chipped(expected),
    tried: chipped(tried),
    isLong: lengthOf(thread) > LONG,
    /** What it seems to ask one by one, for whoever may say so. */
    proposed:
      thread.questions.length === 0 && can(viewer, "thread.number_questions", subjectOf(thread))
        ? questionsIn(thread.markdown)
        : [],
    author: authorOf({ ...thread, isAsker: false }),
    at: thread.createdAt,
    editedAt: thread.editedAt,
    mayEdit: can(viewer, "post.edit", subject),
  };
}

const wordsFor = ({ locale, timeZone }: Viewer) => translator(isLocale(locale) ? locale : defaultLocale, timeZone);

const lengthOf = ({ markdown, expected, tried }: ReadThread) => markdown.length + expected.length + tried.length;

/** A reply, rendered, with what the viewer may do with it. */
export async function showReply(viewer: Viewer, thread: ReadThread, reply: ListedReply, references: KnownReferences) {
  const rendered = linkReferences(await renderMarkdown(reply.markdown), references);
  const html = drawPrivate(rendered, reply.privateValues, wordsFor(viewer));
  const subject = { ...reply, thread: subjectOf(thread) };
  const { id, score, createdAt, editedAt, hasVoted, outcome, askerOutcome, steps } = reply;
  return {
    id,
    position: reply.position,
    ...placeImages(reply.markdown, html, reply.files),
    lang: languageTagOf(reply.markdown),
    author: authorOf({ ...reply, isAsker: reply.authorId === thread.authorId }),
    at: createdAt,
    editedAt,
    replyTo: reply.replyToId === null ? null : { id: reply.replyToId, name: reply.replyToName ?? "" },
    isSolution: reply.solutionAt !== null,
    /** Numbers of the questions it answers. */
    answers: thread.questions.filter(({ answeredBy }) => answeredBy.includes(id)).map(({ number }) => number),
    isHidden: reply.hiddenAt !== null,
    isWithdrawn: reply.withdrawnAt !== null,
    isWiki: reply.wikiAt !== null,
    isOwn: reply.authorId === viewer.id,
    score,
    tally: tallyOf(reply),
    hasVoted,
    outcome,
    askerOutcome,
    steps,
    privateValues: reply.privateValues,
    may: {
      edit: can(viewer, "post.edit", subject),
      judge: can(viewer, "post.judge", subject),
      mark: can(viewer, "thread.mark_solution", subject.thread),
      makeWiki: can(viewer, "post.make_wiki", subject),
      listSteps: reply.authorId !== thread.authorId && can(viewer, "post.list_steps", subject),
      hide: can(viewer, "thread.hide", subject.thread) && reply.withdrawnAt === null,
      withdraw: can(viewer, "post.withdraw", subject) && canTurn(reply),
    },
  };
}

/** What is in sight and solved nothing can be taken back, and what was taken back put back. */
const canTurn = ({ hiddenAt, withdrawnAt, solutionAt }: ListedReply) =>
  withdrawnAt !== null || (hiddenAt === null && solutionAt === null);

type Writer = Pick<ReadThread, "authorName" | "authorHandle" | "authorRole" | "byName" | "isStaff"> & {
  isAsker: boolean;
};

function authorOf({ authorName, authorHandle, authorRole, byName, isStaff, isAsker }: Writer) {
  const badge = isStaff ? "staff" : isAsker ? "asker" : authorRole === "expert" ? "expert" : undefined;
  const href = authorHandle ? `/people/${authorHandle}` : undefined;
  return { name: authorName, href, badge, by: byName ?? undefined } as const;
}
