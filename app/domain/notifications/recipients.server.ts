import type { Event, Prisma } from "../../generated/prisma/client.ts";
import type { TicketState } from "../../generated/prisma/enums.ts";
import { prisma } from "../../platform/db.server.ts";
import { PUBLISHER_ROLES } from "../accounts/viewer.ts";
import { audienceOfRetraction, audienceOfVersion } from "../answers/told.server.ts";
import type { consequences, EventKind } from "../events/events.ts";
import { helpersOf } from "../routing/helper.ts";
import { giversOf } from "./givers.server.ts";
import { mentionedIn } from "./mentioned.server.ts";
import type { NoticeKind } from "./notification.ts";
import { readersOf, readingAuthorOf, readingHeirOf } from "./reading-recipients.server.ts";
import { accountsOf, assigneeOf, dataOf, keepersOf, type Recipient, requesterOf } from "./sides.server.ts";

type Notified = {
  [K in EventKind]: "notify" extends (typeof consequences)[K][number] ? K : never;
}[EventKind];

/** One function per event that notifies: who is to be told by name as things stand now. Followers are told after them. */
const audiences: Record<Notified, (event: Event) => Promise<Recipient[]>> = {
  "thread.asked": mentionedIn,
  "thread.replied": mentionedIn,
  "thread.details_requested": (event) => askerOf(event, "details_wanted"),
  "thread.escalated": async () => [],
  "thread.split": async () => [],
  "thread.split_off": (event) => askerOf(event, "your_split"),
  "thread.watch_faded": async ({ accountId }) =>
    accountId ? [{ accountId, kind: "watch_faded", reason: "replied" }] : [],
  "thread.routed": helpersIn,
  "thread.nudged": async (event) => [...(await helpersIn(event)), ...(await askerOf(event, "add_details"))],
  "thread.checked": (event) => askerOf(event, "how_it_stands"),
  "post.marked_solution": (event) => authorOf(event, "your_solution"),
  "post.did_not_work": (event) => authorOf(event, "your_reply_failed"),
  "ticket.stated": (event) => requesterOf(event, "statement"),
  "ticket.confirmed": (event) => keepersOf(event, "ticket_ready"),
  "ticket.passed_unconfirmed": async (event) => [
    ...(await requesterOf(event, "unconfirmed")),
    ...(await keepersOf(event, "ticket_ready")),
  ],
  "ticket.assigned": async (event) =>
    (await assigneeOf(event, "assigned")).filter(({ accountId }) => dataOf(event).assigneeId === accountId),
  "ticket.responded": (event) => requesterOf(event, movedTo(event, "waiting_on_requester") ? "needs_you" : "response"),
  "ticket.response_stopped": async ({ accountId }) =>
    accountId ? [{ accountId, kind: "not_sent", reason: "author" }] : [],
  "ticket.step_marked": async (event) => (movedTo(event, "open") ? keepersOf(event, "requester_replied") : []),
  "ticket.noted": async (event) => calledIn(event),
  "ticket.requester_replied": (event) => keepersOf(event, "requester_replied"),
  // What we need from the requester is said by the response that asks for it.
  "ticket.waiting": async (event) =>
    movedTo(event, "waiting_on_requester") ? [] : requesterOf(event, "waits_for_other"),
  "ticket.reminded": (event) => requesterOf(event, "reminder"),
  "ticket.clock_warned": warnedOf,
  "ticket.reading_wanted": readersOf,
  "ticket.reading_passed": (event) => readingAuthorOf(event, "reading_passed"),
  "ticket.reading_returned": (event) => readingAuthorOf(event, "reading_returned"),
  "ticket.reading_handed_on": readingHeirOf,
  "ticket.returned": (event) => writerOf(event, "returned"),
  "ticket.resolved": (event) => requesterOf(event, "resolved"),
  "ticket.settled": (event) => assigneeOf(event, "settled"),
  "ticket.joined": (event) => requesterOf(event, "joined"),
  "ticket.took_in": (event) => keepersOf(event, "took_in"),
  "ticket.unjoined": ownAgain,
  "ticket.detached": ownAgain,
  "ticket.missed": (event) => keepersOf(event, "missed"),
  "ticket.appealed": appealedTo,
  "ticket.passed_on": (event) => requesterOf(event, "handed_over"),
  "ticket.nudged": (event) => keepersOf(event, "nudged"),
  "ticket.rejected": (event) => keepersOf(event, "rejected"),
  "ticket.closed": (event) => requesterOf(event, "closed"),
  "ticket.withdrawn": (event) => requesterOf(event, "withdrawn"),
  "ticket.answer_failed": (event) => keepersOf(event, "answer_failed"),
  "ticket.reopened": async (event) => [
    ...(await requesterOf(event, "reopened")),
    ...(await keepersOf(event, "ticket_reopened")),
  ],
  // What a response says they read there.
  "promise.made": async (event) => ((event.data as Prisma.JsonObject).saidIn ? [] : requesterOf(event, "promise")),
  "promise.settled": (event) => requesterOf(event, "promise_settled"),
  "promise.claimed": async (event) => [
    ...(await keepersOf(event, "promise_claimed")),
    ...(await accountsOf(PUBLISHER_ROLES)).map(
      ({ id }): Recipient => ({ accountId: id, kind: "promise_claimed", reason: "desk" }),
    ),
  ],
  "promise.claim_refused": (event) => requesterOf(event, "claim_refused"),
  "goodwill.asked": (event) => keepersOf(event, "goodwill_wanted"),
  "goodwill.proposed": (event) => giversOf(Number(dataOf(event).amount ?? 0)),
  "goodwill.returned": async (event) => [
    { accountId: Number(dataOf(event).toId ?? 0), kind: "goodwill_answered", reason: "author" },
  ],
  "goodwill.offered": (event) => requesterOf(event, "goodwill_told"),
  "goodwill.accepted": (event) => keepersOf(event, "goodwill_answered"),
  "goodwill.declined": (event) => keepersOf(event, "goodwill_answered"),
  "goodwill.refused": (event) => requesterOf(event, "goodwill_told"),
  "goodwill.given": (event) => requesterOf(event, "goodwill_told"),
  "duty.reminded": (event) => requesterOf(event, "duty_reminder"),
  "duty.done": (event) => keepersOf(event, "duty_done"),
  "duty.received": (event) => requesterOf(event, "duty_received"),
  "duty.expired": async (event) => [
    ...(await requesterOf(event, "duty_expired")),
    ...(await keepersOf(event, "duty_over")),
  ],
  "duty.wanted": (event) => keepersOf(event, "duty_wanted"),
  "duty.granted": (event) => requesterOf(event, "duty_granted"),
  "duty.refused": (event) => requesterOf(event, "duty_refused"),
  "duty.withdrawn": (event) => requesterOf(event, "duty_withdrawn"),
  "talk.asked": talkedTo,
  "talk.answered": talkedTo,
  "talk.closed": async (event) => {
    const talk = await talkOf(event);
    return talk?.answeredById ? [{ accountId: talk.answeredById, kind: "talk_closed", reason: "asked_inside" }] : [];
  },
  "talk.overdue": async (event) => {
    const talk = await talkOf(event);
    return talk ? [{ accountId: talk.askedById, kind: "talk_overdue", reason: "author" }] : [];
  },
  "delegation.accepted": async ({ accountId }) =>
    accountId ? [{ accountId, kind: "delegation_accepted", reason: "principal" }] : [],
  "answer.submitted": reviewersOf,
  "answer.returned": (event) => draftAuthorOf(event, "draft_returned"),
  "answer.published": (event) => audienceOfVersion(event),
  "answer.thread_linked": (event) => audienceOfVersion(event),
  "answer.retracted": (event) => audienceOfRetraction(event),
};

/** Everybody this event is to tell by name, each once, never the one who did it. */
export async function recipientsOf(event: Event): Promise<Recipient[]> {
  if (!isNotified(event.kind)) return [];
  const recipients = await audiences[event.kind](event);
  const first = new Map<number, Recipient>();
  for (const recipient of recipients) {
    if (recipient.accountId !== event.actorId && !first.has(recipient.accountId))
      first.set(recipient.accountId, recipient);
  }
  return [...first.values()];
}

const isNotified = (kind: string): kind is Notified => Object.hasOwn(audiences, kind);

// -- of a thread ---------------------------------------------------------------------------------

/** Those the event itself names, while the question is still without an answer. */
async function helpersIn({ threadId, data }: Event): Promise<Recipient[]> {
  const thread = await prisma.thread.findUnique({ where: { id: threadId ?? 0 }, select: { state: true } });
  if (thread?.state !== "needs_attention") return [];
  return helpersOf(data).map(({ accountId, near, inCategory }) => ({
    accountId,
    kind: "helper",
    reason: near > 0 ? "solved_like_this" : "solved_in_category",
    of: near > 0 ? near : inCategory,
  }));
}

async function askerOf({ threadId }: Event, kind: NoticeKind): Promise<Recipient[]> {
  const thread = await prisma.thread.findUnique({ where: { id: threadId ?? 0 }, select: { authorId: true } });
  return thread ? [{ accountId: thread.authorId, kind, reason: "asked" }] : [];
}

async function authorOf({ postId }: Event, kind: NoticeKind): Promise<Recipient[]> {
  const post = await prisma.post.findUnique({ where: { id: postId ?? 0 }, select: { authorId: true } });
  return post ? [{ accountId: post.authorId, kind, reason: "author" }] : [];
}

// -- of a ticket -----------------------------------------------------------------------------------

/** A ticket of its own now: whose it is, and whoever sees to it. */
async function ownAgain(event: Event): Promise<Recipient[]> {
  return [...(await requesterOf(event, "detached")), ...(await keepersOf(event, "ticket_ready"))];
}

/** Whom it went to; where there is nobody else, whoever has the ticket. */
async function appealedTo(event: Event): Promise<Recipient[]> {
  const appeal = await prisma.appeal.findUnique({ where: { id: Number(dataOf(event).appealId ?? 0) } });
  if (!appeal?.toId) return keepersOf(event, "appealed");
  return [{ accountId: appeal.toId, kind: "appealed", reason: "desk" }];
}

/** Colleagues whom a note calls by name. */
function calledIn(event: Event): Recipient[] {
  const { calledIds } = dataOf(event);
  const ids = Array.isArray(calledIds) ? calledIds : [];
  return ids.map((id) => ({ accountId: Number(id), kind: "called", reason: "called" }));
}

/** Half the time is for whoever has the ticket; then leads hear too, and long past it managers, and the requester a new date. */
async function warnedOf(event: Event): Promise<Recipient[]> {
  const { percent, until } = dataOf(event);
  if (percent === 50) return keepersOf(event, "clock_half");
  const kind = percent === 80 ? "clock_soon" : percent === 100 ? "clock_over" : "clock_far_over";
  const overseers = await accountsOf(percent === 150 ? ["lead", "manager"] : ["lead"]);
  return [
    ...(await keepersOf(event, kind)),
    ...overseers.map(({ id }): Recipient => ({ accountId: id, kind, reason: "desk" })),
    ...(until === undefined ? [] : await requesterOf(event, "sorry")),
  ];
}

/** Who wrote the statement that has to be written again; drafted by nobody, whoever has the ticket. */
async function writerOf(event: Event, kind: NoticeKind): Promise<Recipient[]> {
  const statement = await prisma.statement.findFirst({
    where: { ticketId: event.ticketId ?? 0 },
    orderBy: { number: "desc" },
    include: { author: true, ticket: true },
  });
  const author = statement?.author;
  if (!author || author.id === statement.ticket.requesterId) return keepersOf(event, kind);
  return [{ accountId: author.id, kind, reason: "author" }];
}

const talkOf = (event: Event) => prisma.sideTalk.findUnique({ where: { id: Number(dataOf(event).talkId ?? 0) } });

/** Who asked hears of an answer; of a question, or another word of theirs, who was asked, or has answered for all of a role. */
async function talkedTo(event: Event): Promise<Recipient[]> {
  const talk = await talkOf(event);
  if (!talk) return [];
  const { askedById, askedId, askedRole, answeredById } = talk;
  if (event.actorId !== askedById) return [{ accountId: askedById, kind: "talk_answered", reason: "author" }];
  const one = askedId ?? answeredById;
  const people = one ? [{ id: one }] : await accountsOf(askedRole ? [askedRole] : []);
  return people.map(({ id }) => ({ accountId: id, kind: "talk_asked", reason: "asked_inside" }));
}

/** Whether this very event brought the ticket into that state. */
const movedTo = (event: Event, state: TicketState) => dataOf(event).to === state;

// -- of an answer ----------------------------------------------------------------------------------

/** A text that has come back or gone out meanwhile is nobody's to review. */
async function reviewersOf({ answerId }: Event): Promise<Recipient[]> {
  const draft = await prisma.answerDraft.findUnique({ where: { answerId: answerId ?? 0 }, select: { state: true } });
  const reviewers = draft?.state === "in_review" ? await accountsOf(PUBLISHER_ROLES) : [];
  return reviewers.map(({ id }) => ({ accountId: id, kind: "review", reason: "reviewer" }));
}

async function draftAuthorOf({ answerId }: Event, kind: NoticeKind): Promise<Recipient[]> {
  const draft = await prisma.answerDraft.findUnique({ where: { answerId: answerId ?? 0 }, select: { authorId: true } });
  return draft ? [{ accountId: draft.authorId, kind, reason: "author" }] : [];
}
