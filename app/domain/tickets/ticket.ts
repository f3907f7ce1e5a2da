import type { Priority, TicketState } from "../../generated/prisma/enums.ts";

/**
 * The words of the private lane (product.md §5). All logic keys on the category; which state may follow which is held
 * by the database, and a test demands that the two lists are the same.
 */
export type Category = "draft" | "open" | "paused" | "solved" | "closed";
export type Turn = "staff" | "requester" | "other" | "nobody";

interface Standing {
  category: Category;
  turn: Turn;
}

const standings = {
  draft: { category: "draft", turn: "staff" },
  read_back: { category: "open", turn: "requester" },
  new: { category: "open", turn: "staff" },
  open: { category: "open", turn: "staff" },
  returned: { category: "open", turn: "staff" },
  waiting_on_requester: { category: "paused", turn: "requester" },
  waiting_on_third_party: { category: "paused", turn: "other" },
  waiting_on_visit: { category: "paused", turn: "other" },
  resolved: { category: "solved", turn: "requester" },
  closed: { category: "closed", turn: "nobody" },
  joined: { category: "closed", turn: "nobody" },
  spam: { category: "closed", turn: "nobody" },
} as const satisfies Record<TicketState, Standing>;

export const TICKET_STATES = Object.keys(standings) as TicketState[];

export const categoryOf = (state: TicketState): Category => standings[state].category;
export const turnOf = (state: TicketState): Turn => standings[state].turn;
/** A thread has at most one live ticket. */
export const isLive = (state: TicketState) => categoryOf(state) !== "closed";
export const isClosed = (state: TicketState) => categoryOf(state) === "closed";
/** Past read-back and not settled: staff may work it. */
export const isWorkable = (state: TicketState) =>
  categoryOf(state) === "paused" || (categoryOf(state) === "open" && state !== "read_back");

/** Which state may follow which, as the TicketTransition table has it. */
export const transitions: Record<TicketState, readonly TicketState[]> = {
  draft: ["read_back", "spam"],
  read_back: ["draft", "new", "closed", "spam", "joined"],
  new: ["open", "read_back", "returned", "joined", "spam", "closed"],
  open: [
    "waiting_on_requester",
    "waiting_on_third_party",
    "waiting_on_visit",
    "returned",
    "resolved",
    "closed",
    "joined",
    "spam",
    "read_back",
    "new",
  ],
  returned: ["open", "new", "read_back", "waiting_on_visit"],
  waiting_on_requester: ["open", "resolved", "joined"],
  waiting_on_third_party: ["open", "resolved", "joined"],
  waiting_on_visit: ["open"],
  resolved: ["open", "closed"],
  closed: ["open"],
  joined: ["open", "new"],
  spam: ["new", "open"],
};

export const canFollow = (from: TicketState, to: TicketState) => transitions[from].includes(to);

/** The key of the sentence that tells the requester where things stand. */
export type StateKey = `request.state.${Exclude<TicketState, "draft" | "spam">}`;

/** Null where the requester sees nothing: not read back yet, or spam. */
export function sentenceKey(state: TicketState): StateKey | null {
  return state === "draft" || state === "spam" ? null : `request.state.${state}`;
}

export const PRIORITIES = ["urgent", "high", "normal", "low"] as const satisfies readonly Priority[];

/** Why a ticket goes back to be written again: unclear, incomplete, or in the wrong place. */
export const RETURN_REASONS = [
  "unclear_problem",
  "no_steps_tried",
  "missing_facts",
  "wrong_category",
  "no_desired_outcome",
  "private_data",
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** Why a finding is not published: a reason is asked for, so that the miss rate is a fact. */
export const NOT_PUBLISHED_REASONS = ["account_specific", "security", "duplicate", "legal", "other"] as const;

/** Longest texts, in UTF-16 units. A statement holds a whole question: three boxes of a thread and its title. */
export const MESSAGE_MAX = 65_536;
export const STATEMENT_MAX = 262_144;
export const REASON_MAX = 2_000;
