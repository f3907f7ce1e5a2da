/**
 * What can happen, and what follows from it. An event is written in the commit that made it happen, together with the
 * jobs of its row here: a crash loses nothing and a rollback tells nobody.
 */
export type Consequence = "notify" | "index_thread" | "index_answer" | "reopen_ticket";

export const consequences = {
  "account.created": [],
  "account.suspended": [],
  "account.signed_in": [],
  "account.signed_out_everywhere": [],
  "category.created": [],
  "thread.asked": ["index_thread"],
  "thread.replied": ["notify", "index_thread"],
  "thread.affected": ["index_thread"],
  "thread.unaffected": ["index_thread"],
  "thread.details_requested": ["notify"],
  "thread.hidden": ["index_thread"],
  "thread.unhidden": ["index_thread"],
  "thread.escalated": ["notify"],
  "post.edited": ["index_thread"],
  "post.marked_solution": ["notify", "index_thread"],
  "post.unmarked_solution": ["index_thread"],
  "post.worked": ["index_thread"],
  "post.did_not_work": ["notify", "index_thread"],
  "ticket.opened": [],
  "ticket.stated": ["notify"],
  "ticket.confirmed": ["notify"],
  "ticket.corrected": [],
  "ticket.passed_unconfirmed": ["notify"],
  "ticket.assigned": ["notify"],
  "ticket.responded": ["notify"],
  "ticket.noted": [],
  "ticket.requester_replied": ["notify"],
  "ticket.waiting": ["notify"],
  "ticket.resumed": [],
  "ticket.reminded": ["notify"],
  "ticket.returned": ["notify"],
  "ticket.rewritten": [],
  "ticket.prioritised": [],
  "ticket.resolved": ["notify"],
  "ticket.settled": ["notify"],
  "ticket.rejected": ["notify"],
  "ticket.closed": ["notify"],
  "ticket.reopened": ["notify"],
  "ticket.marked_spam": [],
  "ticket.restored": [],
  "ticket.thread_linked": [],
  "promise.made": ["notify"],
  "promise.settled": ["notify"],
  "answer.drafted": [],
  "answer.edited": [],
  "answer.submitted": ["notify"],
  "answer.returned": ["notify"],
  "answer.published": ["notify", "index_answer"],
  "answer.retracted": ["notify", "index_answer"],
  "answer.thread_linked": ["index_answer"],
  "answer.worked": [],
  "answer.did_not_work": ["reopen_ticket"],
  "settings.changed": [],
} as const satisfies Record<string, readonly Consequence[]>;

export type EventKind = keyof typeof consequences;

/** The events everybody who may read a thread may read in its timeline; all others belong to the private lane. */
export const PUBLIC_THREAD_EVENTS = [
  "thread.asked",
  "thread.escalated",
  "thread.details_requested",
  "post.marked_solution",
  "post.unmarked_solution",
  "answer.published",
] as const satisfies readonly EventKind[];
