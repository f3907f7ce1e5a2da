import type { Prisma } from "../generated/prisma/client.ts";
import type { DelegationScope, ReadableBy, Role } from "../generated/prisma/enums.ts";
import { Forbidden } from "../platform/errors.ts";
import { actsFor, themAndTheirs } from "./accounts/acting.ts";
import { isOfTalk, ofTalks } from "./accounts/asked-inside.ts";
import { DESK_ROLES, NOBODY, PUBLISHER_ROLES, READER_ROLES, type Viewer } from "./accounts/viewer.ts";
import { LOOSE } from "./attachments/attachment.ts";
import type {
  AnswerSubject,
  CategorySubject,
  DelegationSubject,
  PostSubject,
  PrivateValueSubject,
  TalkSubject,
  ThreadSubject,
  TicketSubject,
} from "./subjects.ts";

/**
 * Who may see and do what (product.md §3 and §13). `visible.x(viewer)` is the *see* rule as a filter, `can(viewer, 'x.see',
 * row)` the same rule over a loaded row; one test runs every role over a fixed set of rows and demands that the two agree.
 */

// -- words ---------------------------------------------------------------------------------------
const has = (viewer: Viewer, roles: readonly Role[]) => viewer.role !== null && roles.includes(viewer.role);
const isSystem = (viewer: Viewer) => viewer.kind === "system";
const isStaff = (viewer: Viewer) => viewer.kind === "staff";
const isSelf = (viewer: Viewer, accountId: number) => viewer.id !== NOBODY && viewer.id === accountId;
const mayWrite = (viewer: Viewer) => (viewer.kind === "member" || viewer.kind === "staff") && !viewer.isSuspended;
/** Who asked may go on in their own thread, with an account or without one. */
const mayGoOn = (viewer: Viewer, thread: { authorId: number }) =>
  mayWrite(viewer) || (viewer.kind === "guest" && isSelf(viewer, thread.authorId));
/** A reply made a wiki is every member's to improve, while everybody can read it. */
const improves = (viewer: Viewer, { wikiAt, hiddenAt, thread }: PostSubject) =>
  mayWrite(viewer) && wikiAt != null && hiddenAt === null && thread.hiddenAt === null;
/** Acts for them in what changes something. */
const mayActFor = (viewer: Viewer, principalId: number, scope: DelegationScope) =>
  mayWrite(viewer) && actsFor(viewer, principalId, scope);
/** Works tickets at the desk. */
export const isDesk = (viewer: Viewer) => has(viewer, DESK_ROLES);
/** Sees rows that moderation has hidden. */
const seesHidden = (viewer: Viewer) => isStaff(viewer) || isSystem(viewer);

/** The kinds of category this viewer may read, as live filter for every public query and search. */
export function readableBy(viewer: Viewer): ReadableBy[] {
  if (isStaff(viewer) || isSystem(viewer)) return ["everyone", "members", "staff"];
  return viewer.kind === "member" ? ["everyone", "members"] : ["everyone"];
}

// -- see: over a loaded row ------------------------------------------------------------------------
const seesCategory = (viewer: Viewer, category: CategorySubject) => readableBy(viewer).includes(category.readableBy);
const seesThread = (viewer: Viewer, thread: ThreadSubject) =>
  seesCategory(viewer, thread.category) &&
  (thread.hiddenAt === null || seesHidden(viewer) || isSelf(viewer, thread.authorId));
const seesPost = (viewer: Viewer, post: PostSubject) =>
  seesThread(viewer, post.thread) && (post.hiddenAt === null || seesHidden(viewer) || isSelf(viewer, post.authorId));
const seesTicket = (viewer: Viewer, ticket: TicketSubject) =>
  isSystem(viewer) || isDesk(viewer) || (followsTicket(viewer, ticket) && ticket.state !== "spam");
/** It is theirs, or that of somebody they act for. */
const followsTicket = (viewer: Viewer, { requesterId }: TicketSubject) =>
  isSelf(viewer, requesterId) || actsFor(viewer, requesterId);
const seesNotes = (viewer: Viewer) => isSystem(viewer) || isDesk(viewer);
const seesTalk = (viewer: Viewer, talk: TalkSubject) => seesNotes(viewer) || isOfTalk(viewer, talk);
const seesAnswer = (viewer: Viewer, answer: AnswerSubject) =>
  seesCategory(viewer, answer.category) &&
  ((answer.publishedAt !== null && answer.retractedAt === null) || isDesk(viewer) || isSystem(viewer));
/** Its kind stands in the post for everybody; what it is, masked, is for its owner and staff; in a lane, for whoever reads that. */
const seesPrivateValue = (viewer: Viewer, { ownerId, ticketId }: Omit<PrivateValueSubject, "kind">) =>
  isSelf(viewer, ownerId) || actsFor(viewer, ownerId, "reveal") || (ticketId ? isDesk(viewer) : isStaff(viewer));
/** Product.md §13; the technician's time window comes with work orders, until then it never opens. */
const revealsPrivateValue = (viewer: Viewer, { ownerId, kind }: PrivateValueSubject) =>
  isSelf(viewer, ownerId) ||
  mayActFor(viewer, ownerId, "reveal") ||
  (mayWrite(viewer) && (isDesk(viewer) || (has(viewer, ["dispatcher"]) && kind === "address")));

// -- see: as a filter ------------------------------------------------------------------------------
const nothing = { id: NOBODY };

function visibleThreads(viewer: Viewer): Prisma.ThreadWhereInput {
  const category = { readableBy: { in: readableBy(viewer) } };
  if (seesHidden(viewer)) return { category };
  return { category, OR: [{ hiddenAt: null }, { authorId: viewer.id }] };
}

function visiblePosts(viewer: Viewer): Prisma.PostWhereInput {
  const thread = visibleThreads(viewer);
  return seesHidden(viewer) ? { thread } : { thread, OR: [{ hiddenAt: null }, { authorId: viewer.id }] };
}

function visibleTickets(viewer: Viewer): Prisma.TicketWhereInput {
  if (isSystem(viewer) || isDesk(viewer)) return {};
  return viewer.id === NOBODY ? nothing : { requesterId: { in: themAndTheirs(viewer) }, state: { not: "spam" } };
}

function visibleAnswers(viewer: Viewer): Prisma.AnswerWhereInput {
  const category = { readableBy: { in: readableBy(viewer) } };
  return seesNotes(viewer) ? { category } : { category, publishedAt: { not: null }, retractedAt: null };
}

/** A file is seen by whoever sees what it hangs on; one that hangs on nothing yet, by its uploader. */
function visibleAttachments(viewer: Viewer): Prisma.AttachmentWhereInput {
  const own = { accountId: viewer.id, ...LOOSE };
  const note = seesNotes(viewer) ? [{ noteId: { not: null } }, { readingId: { not: null } }] : [];
  return { OR: [own, { post: visiblePosts(viewer) }, { response: { ticket: visibleTickets(viewer) } }, ...note] };
}

function visiblePrivateValues(viewer: Viewer): Prisma.PrivateValueWhereInput {
  const OR = [{ post: visiblePosts(viewer) }, { ticketId: { not: null }, ticket: visibleTickets(viewer) }];
  return isStaff(viewer) ? { OR } : { OR, ownerId: { in: themAndTheirs(viewer, "reveal") } };
}

export const visible = {
  privateValues: visiblePrivateValues,
  categories: (viewer: Viewer): Prisma.CategoryWhereInput => ({ readableBy: { in: readableBy(viewer) } }),
  threads: visibleThreads,
  posts: visiblePosts,
  tickets: visibleTickets,
  notes: (viewer: Viewer): Prisma.NoteWhereInput => (seesNotes(viewer) ? {} : nothing),
  talks: (viewer: Viewer): Prisma.SideTalkWhereInput => (seesNotes(viewer) ? {} : ofTalks(viewer)),
  views: ({ id }: Viewer): Prisma.TicketViewWhereInput => ({ OR: [{ isShared: true }, { ownerId: id }] }),
  answers: visibleAnswers,
  attachments: visibleAttachments,
  macros: (viewer: Viewer): Prisma.MacroWhereInput => (isDesk(viewer) ? {} : nothing),
  drafts: (viewer: Viewer): Prisma.AnswerDraftWhereInput => (isDesk(viewer) ? {} : { answerId: NOBODY }),
} as const;

/**
 * The threads filter for hot reads in SQL. Parameters: $1 readable kinds, $2 the viewer's id, $3 sees hidden rows;
 * `threadScope` gives their values in that order. The table aliases are `thread` and `category`.
 */
export const THREAD_IS_VISIBLE = `category."readableBy"::text = ANY ($1::text[]) AND (thread."hiddenAt" IS NULL OR $3 OR thread."authorId" = $2)`;
/** The same for posts, beside THREAD_IS_VISIBLE; the alias is `post`. */
export const POST_IS_VISIBLE = `(post."hiddenAt" IS NULL OR $3 OR post."authorId" = $2)`;

/** The answers filter for hot reads in SQL, for everybody alike; $1 is `readableBy(viewer)`. The aliases are `answer` and `category`. */
export const ANSWER_IS_PUBLIC = `category."readableBy"::text = ANY ($1::text[]) AND answer."publishedAt" IS NOT NULL AND answer."retractedAt" IS NULL`;

/** Whether the viewer sees private values masked, beside `threadScope`; the alias is `value`. Staff and the system see hidden rows. */
export const PRIVATE_VALUE_IS_SEEN = `($3 OR value."ownerId" = $2)`;

export function threadScope(viewer: Viewer): [string[], number, boolean] {
  return [readableBy(viewer), viewer.id, seesHidden(viewer)];
}

// -- do ----------------------------------------------------------------------------------------------
const rules = {
  "category.see": seesCategory,
  "thread.see": seesThread,
  "thread.ask": (viewer: Viewer, category: CategorySubject) =>
    (mayWrite(viewer) || viewer.kind === "guest") && seesCategory(viewer, category),
  "thread.reply": (viewer: Viewer, thread: ThreadSubject) => mayGoOn(viewer, thread) && thread.hiddenAt === null,
  "thread.join": (viewer: Viewer, thread: ThreadSubject) =>
    mayWrite(viewer) && !isSelf(viewer, thread.authorId) && thread.hiddenAt === null,
  "thread.watch": (viewer: Viewer, thread: ThreadSubject) =>
    viewer.kind === "member" || viewer.kind === "staff" || mayGoOn(viewer, thread),
  "thread.mark_solution": (viewer: Viewer, thread: ThreadSubject) =>
    mayGoOn(viewer, thread) &&
    (isSelf(viewer, thread.authorId) || isStaff(viewer) || actsFor(viewer, thread.authorId, "confirm")),
  /** Says how it went without an account; who asked says it as the asker. */
  "thread.say_as_visitor": (viewer: Viewer, { authorId }: { authorId: number | null }) =>
    viewer.kind === "visitor" || (viewer.kind === "guest" && viewer.id !== authorId),
  "thread.ask_for_details": (viewer: Viewer, thread: ThreadSubject) =>
    mayWrite(viewer) && (isStaff(viewer) || has(viewer, ["expert"])) && !isSelf(viewer, thread.authorId),
  "thread.number_questions": (viewer: Viewer, thread: ThreadSubject) =>
    mayGoOn(viewer, thread) && (isSelf(viewer, thread.authorId) || isStaff(viewer)) && thread.hiddenAt === null,
  "thread.see_steps": (viewer: Viewer, thread: ThreadSubject) => isSelf(viewer, thread.authorId) || isStaff(viewer),
  "thread.escalate": (viewer: Viewer, thread: ThreadSubject) =>
    isSystem(viewer) ||
    (mayGoOn(viewer, thread) && (isSelf(viewer, thread.authorId) || isDesk(viewer))) ||
    mayActFor(viewer, thread.authorId, "write"),
  /** Goes on in it for its asker. */
  "thread.act_for": (viewer: Viewer, { authorId }: Pick<ThreadSubject, "authorId">) =>
    mayActFor(viewer, authorId, "write"),
  /** A peer's "this needs staff". */
  "thread.call_staff": (viewer: Viewer, thread: ThreadSubject) =>
    mayWrite(viewer) &&
    has(viewer, ["expert"]) &&
    !themAndTheirs(viewer, "write").includes(thread.authorId) &&
    thread.hiddenAt === null,
  "thread.hide": (viewer: Viewer, _thread: ThreadSubject) => mayWrite(viewer) && isDesk(viewer),
  "post.see": seesPost,
  "post.edit": (viewer: Viewer, post: PostSubject) =>
    mayGoOn(viewer, post.thread) && (isSelf(viewer, post.authorId) || isDesk(viewer) || improves(viewer, post)),
  "post.withdraw": (viewer: Viewer, post: PostSubject) => isSelf(viewer, post.authorId) && mayGoOn(viewer, post.thread),
  "post.make_wiki": (viewer: Viewer, post: PostSubject) =>
    mayWrite(viewer) && (isStaff(viewer) || has(viewer, ["expert"])) && post.thread.hiddenAt === null,
  "post.judge": (viewer: Viewer, post: PostSubject) => mayGoOn(viewer, post.thread) && !isSelf(viewer, post.authorId),
  "post.list_steps": (viewer: Viewer, post: PostSubject) =>
    mayGoOn(viewer, post.thread) && (isSelf(viewer, post.authorId) || isStaff(viewer)),
  "attachment.upload": (viewer: Viewer, _all: null) => mayWrite(viewer),
  "ticket.open": (viewer: Viewer, category: CategorySubject) => mayWrite(viewer) && seesCategory(viewer, category),
  "ticket.see": seesTicket,
  "ticket.follow": followsTicket,
  "ticket.confirm": (viewer: Viewer, { requesterId }: TicketSubject) =>
    isSelf(viewer, requesterId) || mayActFor(viewer, requesterId, "confirm"),
  "ticket.reply": (viewer: Viewer, { requesterId }: TicketSubject) =>
    isSelf(viewer, requesterId) || mayActFor(viewer, requesterId, "write"),
  "ticket.settle": (viewer: Viewer, { requesterId }: TicketSubject) =>
    isSystem(viewer) || isSelf(viewer, requesterId) || mayActFor(viewer, requesterId, "confirm"),
  "ticket.work": (viewer: Viewer, _ticket: TicketSubject) => isSystem(viewer) || (mayWrite(viewer) && isDesk(viewer)),
  "ticket.return": (viewer: Viewer, _ticket: TicketSubject) =>
    mayWrite(viewer) && has(viewer, ["agent_2", "lead", "dispatcher", "technician", "manager"]),
  "view.edit": (viewer: Viewer, view: { ownerId: number; isShared: boolean }) =>
    mayWrite(viewer) && isDesk(viewer) && (view.isShared ? has(viewer, PUBLISHER_ROLES) : isSelf(viewer, view.ownerId)),
  "promise.refuse": (viewer: Viewer, _ticket: TicketSubject) => mayWrite(viewer) && has(viewer, PUBLISHER_ROLES),
  "goodwill.pass": (viewer: Viewer, left: number) => mayWrite(viewer) && isDesk(viewer) && left >= 0,
  "notes.see": (viewer: Viewer, _ticket: TicketSubject) => seesNotes(viewer),
  "talk.see": seesTalk,
  /** Finds what nobody answers, whoever it was put to. */
  "talk.oversee": (viewer: Viewer, _all: null) => has(viewer, PUBLISHER_ROLES),
  "talk.answer": (viewer: Viewer, talk: TalkSubject) => mayWrite(viewer) && seesTalk(viewer, talk),
  "talk.close": (viewer: Viewer, { askedById }: TalkSubject) => mayWrite(viewer) && isSelf(viewer, askedById),
  "reading.pass": (viewer: Viewer, _all: null) => mayWrite(viewer) && has(viewer, READER_ROLES),
  "answer.see": seesAnswer,
  "answer.draft": (viewer: Viewer, _answer: AnswerSubject) =>
    mayWrite(viewer) && has(viewer, ["agent_2", ...PUBLISHER_ROLES]),
  "answer.review": (viewer: Viewer, _draft: { authorId: number }) => mayWrite(viewer) && has(viewer, PUBLISHER_ROLES),
  "answer.judge": (viewer: Viewer, answer: AnswerSubject) => viewer.id !== NOBODY && answer.publishedAt !== null,
  "private_value.see": seesPrivateValue,
  "private_value.reveal": revealsPrivateValue,
  "private_value.erase": (viewer: Viewer, value: PrivateValueSubject) => isSelf(viewer, value.ownerId),
  "delegation.grant": (viewer: Viewer, _all: null) => viewer.kind === "member" && !viewer.isSuspended,
  "delegation.end": (viewer: Viewer, grant: DelegationSubject) =>
    isSelf(viewer, grant.principalId) || (grant.delegateId !== null && isSelf(viewer, grant.delegateId)),
  "searches.see": (viewer: Viewer, _all: null) => has(viewer, ["agent_2", ...PUBLISHER_ROLES]),
  "preparation.edit": (viewer: Viewer, _all: null) => mayWrite(viewer) && has(viewer, PUBLISHER_ROLES),
  "policies.edit": (viewer: Viewer, _all: null) => mayWrite(viewer) && has(viewer, ["lead", "manager", "admin"]),
  "surge.switch": (viewer: Viewer, _all: null) => mayWrite(viewer) && has(viewer, ["lead", "manager", "admin"]),
  "macro.see": (viewer: Viewer, _all: null) => isDesk(viewer),
  "macro.write": (viewer: Viewer, _all: null) => mayWrite(viewer) && isDesk(viewer),
  "macro.approve": (viewer: Viewer, _all: null) => mayWrite(viewer) && has(viewer, PUBLISHER_ROLES),
  "appeal.answer": (viewer: Viewer, _all: null) => mayWrite(viewer) && has(viewer, PUBLISHER_ROLES),
  "ratings.see": (viewer: Viewer, _all: null) => has(viewer, PUBLISHER_ROLES),
  "jobs.see": (viewer: Viewer, _all: null) => has(viewer, ["admin", "manager", "lead"]),
  "settings.change": (viewer: Viewer, _all: null) => has(viewer, ["admin"]),
} as const;

export type Action = keyof typeof rules;
type Subject<A extends Action> = Parameters<(typeof rules)[A]>[1];

/** Whether the viewer may do this with that row. */
export function can<A extends Action>(viewer: Viewer, action: A, subject: Subject<A>): boolean {
  return (rules[action] as (viewer: Viewer, subject: Subject<A>) => boolean)(viewer, subject);
}

/** Throws Forbidden unless the viewer may. Rows the viewer may not even see never get this far: they are not found. */
export function authorize<A extends Action>(viewer: Viewer, action: A, subject: Subject<A>): void {
  if (can(viewer, action, subject)) return;
  throw new Forbidden(viewer.isSuspended ? "suspended" : viewer.kind === "visitor" ? "sign_in_first" : "forbidden");
}
