import { neighboursIn } from "../../../search/neighbours.server.ts";
import type { Viewer } from "../../domain/accounts/viewer.ts";
import { answersOfThread } from "../../domain/answers/answers.server.ts";
import { markSubjectRead } from "../../domain/notifications/mark-read.server.ts";
import { can } from "../../domain/permissions.ts";
import { siteSettings } from "../../domain/settings/settings.server.ts";
import type { Cursor } from "../../domain/threads/cursor.ts";
import { listReplies, type ReplyOrder } from "../../domain/threads/list-replies.server.ts";
import { knownReferences } from "../../domain/threads/mentions.server.ts";
import { votesLeft } from "../../domain/threads/newcomers.server.ts";
import { type ReadThread, readThreadOfPage } from "../../domain/threads/read-thread.server.ts";
import { listThreadSteps } from "../../domain/threads/steps.server.ts";
import { listTimeline } from "../../domain/threads/timeline.server.ts";
import { laneOf } from "../../domain/tickets/lane.server.ts";
import type { Lane } from "../../domain/tickets/lane.ts";

const NO_LANE: Lane = { kind: "none", offer: null };

/** All that the page of a thread shows, as the viewer may see it. Most threads need two statements, and get no more. */
export async function readThreadPage(viewer: Viewer, threadId: number, order: ReplyOrder, cursor: Cursor | null) {
  const [thread, replies] = await Promise.all([
    readThreadOfPage(viewer, threadId),
    listReplies(viewer, threadId, order, cursor),
  ]);
  const [answers, lane, timeline, references, steps, { newcomerVotesADay }] = await Promise.all([
    thread.hasAnswer ? answersOfThread(viewer, threadId) : [],
    laneBeside(viewer, thread),
    thread.hasHistory ? listTimeline(viewer, threadId) : [],
    knownReferences(viewer, [thread.markdown, ...replies.rows.map(({ markdown }) => markdown)]),
    thread.replyCount > 0 ? listThreadSteps(viewer, { ...subjectOf(thread), id: threadId }) : [],
    siteSettings(),
  ]);
  const votes = votesLeft(viewer, thread.counted, newcomerVotesADay);
  const similar = neighboursIn(thread);
  return { thread, replies, similar, answers, lane, timeline, references, steps, votes };
}

/** Whoever follows the lane reads it in full beside the thread. */
const caseIn = (lane: Lane) =>
  lane.kind === "private" && lane.request.seenBy === "requester" ? lane.request.number : null;

/** What its reader was told of the thread, and of the lane that stands there, is read. */
export async function markPageRead(viewer: Viewer, threadId: number, lane: Lane): Promise<void> {
  const ticketId = caseIn(lane);
  if (viewer.unread === 0) return;
  await Promise.all([markSubjectRead(viewer, { threadId }), ticketId && markSubjectRead(viewer, { ticketId })]);
}

/** The groups of the inbox that this page shows all of. */
export function groupsOn(viewer: Viewer, threadId: number, lane: Lane): string[] {
  const ticketId = caseIn(lane);
  if (viewer.kind !== "member" && viewer.kind !== "staff") return [];
  return [`thread-${threadId}`, ...(ticketId ? [`case-${ticketId}`] : [])];
}

/** The lane beside it; not looked for where there cannot be any. */
export async function laneBeside(viewer: Viewer, thread: ReadThread): Promise<Lane> {
  const mayBe = thread.hasTicket || hasButton(viewer, thread);
  return mayBe ? laneOf(viewer, thread.id) : NO_LANE;
}

const hasButton = (viewer: Viewer, thread: ReadThread) =>
  can(viewer, "thread.escalate", subjectOf(thread)) || can(viewer, "thread.call_staff", subjectOf(thread));

/** What the permissions want to know of a thread, and of its question. */
export const subjectOf = ({ authorId, hiddenAt, categoryReadableBy }: ReadThread) => ({
  authorId,
  hiddenAt,
  category: { readableBy: categoryReadableBy },
});
