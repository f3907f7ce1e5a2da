import type { Priority, TicketState } from "../../generated/prisma/enums.ts";
import { type Turn, turnOf } from "./ticket.ts";

/** States of tickets that the desk still has to do with: what a view filters. */
export const LIVE_STATES = [
  "read_back",
  "new",
  "open",
  "returned",
  "waiting_on_requester",
  "waiting_on_third_party",
  "waiting_on_visit",
  "resolved",
] as const satisfies readonly TicketState[];
export type LiveState = (typeof LIVE_STATES)[number];

export const DUE = ["any", "overdue", "soon", "today", "none"] as const;
export const TURNS = ["any", "staff", "requester", "other"] as const satisfies readonly (Turn | "any")[];
export const UNREAD = ["all", "new", "changed"] as const;
export const LEVELS = ["any", "1", "2"] as const;
/** How soon is "soon", and "today", in hours. */
export const DUE_HOURS = { overdue: 0, soon: 2, today: 24 } as const;

/** What a view shows. Everything that is left open fits every ticket. */
export interface ViewFilter {
  states: LiveState[];
  /** Whose: `me` is whoever looks. */
  assignee: "anyone" | "me" | "nobody" | number;
  /** Of whoever has it. */
  level: (typeof LEVELS)[number];
  categoryId: number | null;
  priorities: Priority[];
  due: (typeof DUE)[number];
  waitingOn: (typeof TURNS)[number];
  unread: (typeof UNREAD)[number];
}

export const EVERYTHING: ViewFilter = {
  states: [],
  assignee: "anyone",
  level: "any",
  categoryId: null,
  priorities: [],
  due: "any",
  waitingOn: "any",
  unread: "all",
};

export const VIEW_NAME_MAX = 40;
/** More than fit beside the inbox help nobody. */
export const VIEWS_MAX = 12;

/** A saved view as whoever looks sees it. */
export interface SavedView {
  id: number;
  name: string;
  isShared: boolean;
  /** Whether they may change it. */
  isEditable: boolean;
  filter: ViewFilter;
}

export const statesOfTurn = (turn: Turn) => LIVE_STATES.filter((state) => turnOf(state) === turn);
