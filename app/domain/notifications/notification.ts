/**
 * What people are told, by kind: what it is about, and whether a mail goes with it. In the app everything is listed;
 * mailed is what somebody waits for, or would otherwise miss.
 */
export const notices = {
  // of a thread: nothing here may come from the private lane
  reply: { about: "thread", isMailed: true },
  details_wanted: { about: "thread", isMailed: true },
  with_staff: { about: "thread", isMailed: false },
  solution: { about: "thread", isMailed: true },
  your_solution: { about: "thread", isMailed: true },
  your_reply_failed: { about: "thread", isMailed: false },
  asked: { about: "thread", isMailed: true },
  mention: { about: "thread", isMailed: true },
  helper: { about: "thread", isMailed: true },
  add_details: { about: "thread", isMailed: true },
  how_it_stands: { about: "thread", isMailed: true },
  watch_faded: { about: "thread", isMailed: false },
  split: { about: "thread", isMailed: false },
  your_split: { about: "thread", isMailed: true },
  // of a request: for its requester
  statement: { about: "request", isMailed: true },
  unconfirmed: { about: "request", isMailed: true },
  response: { about: "request", isMailed: true },
  needs_you: { about: "request", isMailed: true },
  waits_for_other: { about: "request", isMailed: true },
  reminder: { about: "request", isMailed: true },
  promise: { about: "request", isMailed: true },
  promise_settled: { about: "request", isMailed: false },
  claim_refused: { about: "request", isMailed: true },
  goodwill_told: { about: "request", isMailed: true },
  duty_reminder: { about: "request", isMailed: true },
  duty_expired: { about: "request", isMailed: true },
  duty_granted: { about: "request", isMailed: true },
  duty_refused: { about: "request", isMailed: true },
  duty_withdrawn: { about: "request", isMailed: true },
  duty_received: { about: "request", isMailed: false },
  resolved: { about: "request", isMailed: true },
  sorry: { about: "request", isMailed: true },
  closed: { about: "request", isMailed: true },
  reopened: { about: "request", isMailed: true },
  withdrawn: { about: "request", isMailed: true },
  handed_over: { about: "request", isMailed: true },
  joined: { about: "request", isMailed: true },
  detached: { about: "request", isMailed: true },
  // of a ticket: for the desk
  ticket_ready: { about: "ticket", isMailed: false },
  assigned: { about: "ticket", isMailed: true },
  requester_replied: { about: "ticket", isMailed: true },
  called: { about: "ticket", isMailed: true },
  not_sent: { about: "ticket", isMailed: true },
  returned: { about: "ticket", isMailed: true },
  reading_wanted: { about: "ticket", isMailed: true },
  reading_passed: { about: "ticket", isMailed: false },
  reading_returned: { about: "ticket", isMailed: true },
  reading_handed_on: { about: "ticket", isMailed: true },
  settled: { about: "ticket", isMailed: false },
  missed: { about: "ticket", isMailed: true },
  promise_claimed: { about: "ticket", isMailed: true },
  goodwill_wanted: { about: "ticket", isMailed: true },
  goodwill_answered: { about: "ticket", isMailed: true },
  duty_done: { about: "ticket", isMailed: true },
  duty_wanted: { about: "ticket", isMailed: true },
  duty_over: { about: "ticket", isMailed: true },
  appealed: { about: "ticket", isMailed: true },
  nudged: { about: "ticket", isMailed: true },
  rejected: { about: "ticket", isMailed: true },
  answer_failed: { about: "ticket", isMailed: false },
  took_in: { about: "ticket", isMailed: true },
  ticket_reopened: { about: "ticket", isMailed: true },
  clock_half: { about: "ticket", isMailed: false },
  clock_soon: { about: "ticket", isMailed: true },
  clock_over: { about: "ticket", isMailed: true },
  clock_far_over: { about: "ticket", isMailed: true },
  // of a question among staff: whoever it is put to may not see the ticket
  talk_asked: { about: "talk", isMailed: true },
  talk_answered: { about: "talk", isMailed: true },
  talk_closed: { about: "talk", isMailed: false },
  talk_overdue: { about: "talk", isMailed: true },
  // of what somebody has granted
  delegation_accepted: { about: "grant", isMailed: true },
  // of an answer
  review: { about: "draft", isMailed: true },
  draft_returned: { about: "draft", isMailed: true },
  published: { about: "answer", isMailed: true },
  corrected: { about: "answer", isMailed: true },
  retracted: { about: "answer", isMailed: true },
} as const satisfies Record<string, { about: Subject; isMailed: boolean }>;

export type NoticeKind = keyof typeof notices;

const NUDGES: readonly NoticeKind[] = [
  "reminder",
  "duty_reminder",
  "duty_expired",
  "talk_overdue",
  "add_details",
  "how_it_stands",
  "helper",
];

/** Asks somebody for something that can wait for the morning: it is not mailed at night where they are. */
export const isNudge = (kind: string) => NUDGES.some((nudge) => nudge === kind);

/** `request` and `ticket` are the same row, for its requester and for the desk. */
export type Subject = "thread" | "request" | "ticket" | "talk" | "grant" | "draft" | "answer";

/** What can be switched off in mail as a whole; the rest comes from what somebody follows, and ends there. */
export const MAIL_GROUPS = ["requests", "answers", "yours", "mentions", "helping", "desk"] as const;
export type MailGroup = (typeof MAIL_GROUPS)[number];

/** The group a notice belongs to that does not come from something followed. */
export function mailGroupOf(kind: NoticeKind): MailGroup {
  switch (notices[kind].about) {
    case "request":
    case "grant":
      return "requests";
    case "ticket":
    case "talk":
    case "draft":
      return "desk";
    case "answer":
      return "answers";
    case "thread":
      return kind === "mention" ? "mentions" : kind === "helper" ? "helping" : "yours";
  }
}

/** What somebody waits for is mailed at once, whatever else they chose for the rest. */
export const isAwaited = (kind: NoticeKind) =>
  ["request", "ticket", "talk", "grant", "draft"].includes(notices[kind].about);

/** Told of what goes on in a thread: several in one mail say as much as one by one. What only nudges waits for its own hour. */
export const isNewsOfThread = (kind: NoticeKind) => notices[kind].about === "thread" && !isNudge(kind);

/** Why somebody is told; each mail says so at its end. */
export type Reason =
  | "asked"
  | "affected"
  | "watching"
  | "replied"
  | "category"
  | "tag"
  | "mentioned"
  | "solved_like_this"
  | "solved_in_category"
  | "requester"
  | "delegate"
  | "principal"
  | "assignee"
  | "called"
  | "asked_inside"
  | "desk"
  | "author"
  | "reviewer"
  | "told";

/** Told for following the thread, in whatever way that began. */
const FOLLOWING: readonly string[] = ["asked", "affected", "watching", "replied", "category", "tag"] satisfies Reason[];

export const isFollowing = (reason: string) => FOLLOWING.includes(reason);

export const isNoticeKind = (kind: string): kind is NoticeKind => Object.hasOwn(notices, kind);

/** The rows a notice points to. A notice of a thread has no ticket: a watcher never hears of one. */
export interface NoticeRows {
  threadId: number | null;
  postId: number | null;
  ticketId: number | null;
  answerId: number | null;
  talkId: number | null;
  delegationId: number | null;
}

/** Where a notice leads, as a path; `slug` is the answer's. */
export function pathOf(kind: NoticeKind, rows: NoticeRows, slug: string | null): string {
  switch (notices[kind].about) {
    case "thread":
      return rows.postId ? `/threads/${rows.threadId}#post-${rows.postId}` : `/threads/${rows.threadId}`;
    case "request":
      return `/requests/${rows.ticketId}`;
    case "ticket":
      return `/staff/tickets/${rows.ticketId}`;
    case "talk":
      return `/staff/asked/${rows.talkId}`;
    case "grant":
      return `/delegations#delegation-${rows.delegationId}`;
    case "draft":
      return `/staff/answers/${rows.answerId}`;
    case "answer":
      return `/answers/${slug}`;
  }
}
