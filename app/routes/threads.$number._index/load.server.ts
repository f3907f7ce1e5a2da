import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { actingFor } from "../../domain/accounts/acting.server.ts";
import { browserOf } from "../../domain/accounts/browser.server.ts";
import { viewerOf } from "../../domain/accounts/viewer.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { can } from "../../domain/permissions.ts";
import { peersToAsk } from "../../domain/routing/peers-to-ask.server.ts";
import { cursorOf, END, type Page } from "../../domain/threads/cursor.ts";
import { findPostPlace, type ListedReply, type ReplyOrder } from "../../domain/threads/list-replies.server.ts";
import { pauseBefore } from "../../domain/threads/pause.ts";
import { rejoinedInto } from "../../domain/threads/questions.server.ts";
import { quoteOf } from "../../domain/threads/quote.ts";
import type { ReadThread, ThreadOfPage } from "../../domain/threads/read-thread.server.ts";
import type { ReplyDraft } from "../../domain/threads/reply-drafts.server.ts";
import { requirePost } from "../../domain/threads/revisions.server.ts";
import { thingOf, wordOf } from "../../domain/threads/visitors-word.server.ts";
import { earlierCases } from "../../domain/tickets/earlier-cases.server.ts";
import { expectationOf } from "../../domain/tickets/expectation.server.ts";
import type { Lane } from "../../domain/tickets/lane.ts";
import { askedAfterReply } from "../../domain/tickets/preparation.server.ts";
import { isFirstReplied } from "../../domain/tickets/preparation.ts";
import type { Outcome } from "../../generated/prisma/enums.ts";
import { NotFound } from "../../platform/errors.ts";
import { forRendering, handleLoader, idParam, isFetchedByScript } from "../../platform/http.server.ts";
import { description } from "../../platform/markdown/description.ts";
import { groupsOn, markPageRead, readThreadPage, subjectOf } from "./read.server.ts";
import { showQuestion, showReply, showThread, whatMay } from "./show.server.ts";
import { versionOf } from "./version.server.ts";

/** The page of a thread, for its own address and for those of what is done to it. */
export const loadThread = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => loadThreadPage(request, await viewerOf(request), idParam(params.number)));

/** The same page for what is done to one of its posts. */
export const loadThreadOfPost = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const { threadId } = await findPostPlace(viewer, idParam(params.id));
    return loadThreadPage(request, viewer, threadId);
  });

/** The same page for whoever says without an account how it went, with what their browser has said. */
export const loadThreadWithWord = ({ request, params }: LoaderFunctionArgs) =>
  handleLoader(async () => {
    const viewer = await viewerOf(request);
    const postId = idParam(params.id);
    const { threadId } = await findPostPlace(viewer, postId);
    const outcome = await wordOf(await browserOf(request), thingOf.post(postId));
    return loadThreadPage(request, viewer, threadId, { postId, outcome });
  });

interface Said {
  postId: number;
  outcome: Outcome | null;
}

async function loadThreadPage(request: Request, viewer: Viewer, threadId: number, said: Said | null = null) {
  const { searchParams } = new URL(request.url);
  const order: ReplyOrder = searchParams.get("sort") === "oldest" ? "oldest" : "best";
  const cursor = cursorOf(searchParams);
  const now = new Date();
  const read = await readThreadPage(viewer, threadId, order, cursor).catch((error: unknown) =>
    leadBack(error, threadId),
  );
  const { thread, replies, answers, lane, timeline, similar, references, steps, votes } = read;
  const quoted = await quotedIn(viewer, thread, searchParams.get("quote"));
  const [question, shownReplies] = await Promise.all([
    showQuestion(viewer, thread, references),
    Promise.all(replies.rows.map((reply) => showReply(viewer, thread, reply, references))),
    isFetchedByScript(request) ? null : markPageRead(viewer, threadId, lane),
  ]);
  return forRendering({
    thread: showThread(thread, answers, now),
    question,
    replies: shownReplies,
    pages: pagesOf(thread.id, order, replies),
    order,
    isFirstPage: cursor === null || replies.before === null,
    answers,
    lane,
    expected: await expectedBy(viewer, thread, lane),
    askedLater: await askedLaterOf(viewer, thread),
    timeline,
    similar,
    steps,
    votes,
    may: whatMay(viewer, thread),
    said,
    version: versionOf(thread, lane),
    groups: groupsOn(viewer, threadId, lane),
    /** For search engines, which come as visitors. */
    description: viewer.kind === "visitor" ? description(answers[0]?.markdown ?? thread.markdown) : undefined,
    quoted,
    ...begunBy(thread.drafts ?? [], searchParams.get("draft"), quoted !== null),
    pause: pauseBefore(thread.ownAmongLatest ?? [], viewer.id === thread.authorId),
    readerId: viewer.id,
    // A page that everybody gets stays the same page.
    submissionKey: viewer.kind === "visitor" ? "" : crypto.randomUUID(),
    now,
  });
}

/** What was split off and taken back has its address lead to where it is now. */
async function leadBack(error: unknown, threadId: number): Promise<never> {
  const into = error instanceof NotFound ? await rejoinedInto(threadId) : null;
  throw into === null ? error : redirect(`/threads/${into}`, 302);
}

/** What to expect of staff, and of others, for the asker who may go to staff; nobody else waits for it. */
async function expectedBy(viewer: Viewer, thread: ReadThread, lane: Lane) {
  if (lane.kind === "public" || lane.offer?.by !== "asker") return null;
  const { id, categoryId, authorId, title, markdown } = thread;
  const grant = actingFor(viewer, authorId)?.id;
  const writing = { text: `${title}\n${markdown}`, categoryId, grant: grant ? String(grant) : null };
  const [expectation, peers, earlier] = await Promise.all([
    expectationOf(viewer, { threadId: id, categoryId }),
    peersToAsk(categoryId, authorId),
    earlierCases(viewer, writing),
  ]);
  return { ...expectation, peers, earlier, isForAnother: grant !== undefined };
}

/** What helps once somebody has replied, for who asked: on their own page, and only until they have written again. */
async function askedLaterOf(viewer: Viewer, { authorId, state, categoryId, ...texts }: ThreadOfPage) {
  if (viewer.id !== authorId || state === "solved" || !isFirstReplied(texts.ownAmongLatest ?? [])) return [];
  return askedAfterReply(categoryId, [texts.title, texts.markdown, texts.expected, texts.tried].join("\n"));
}

/** The post that a reply is begun with, for whoever may reply. */
async function quotedIn(viewer: Viewer, thread: ReadThread, quote: string | null) {
  if (quote === null || !can(viewer, "thread.reply", subjectOf(thread))) return null;
  const post = await requirePost(viewer, idParam(quote));
  if (post.threadId !== thread.id) throw new NotFound();
  return { id: post.id, name: post.author.name, text: quoteOf(post.markdown) };
}

/** What the viewer has begun to reply: what stands in the box, unless a quote does, and what else there is. */
function begunBy(drafts: readonly ReplyDraft[], wanted: string | null, isQuoting: boolean) {
  const begun = isQuoting ? undefined : (drafts.find(({ key }) => key === wanted) ?? drafts[0]);
  return { begun: begun ?? null, otherDrafts: drafts.filter((draft) => draft !== begun) };
}

export type ThreadPage = Awaited<ReturnType<typeof loadThread>>;
export type ShownReply = ThreadPage["replies"][number];

function pagesOf(threadId: number, order: ReplyOrder, { before, after }: Page<ListedReply>) {
  const sort = order === "best" ? "" : `&sort=${order}`;
  const link = (name: string, cursor: string | null) =>
    cursor && `/threads/${threadId}?${name}=${cursor}${sort}#replies`;
  /** Of a talk that is on several pages, the last as it was said. */
  const newest = before || after ? `/threads/${threadId}?sort=oldest&before=${END}` : null;
  return { before: link("before", before), after: link("after", after), newest };
}
