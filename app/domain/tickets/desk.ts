import type { AppealKind, EscalationTrigger, Priority, TicketState } from "../../generated/prisma/enums.ts";
import type { AttachmentView } from "../attachments/attachment.ts";
import type { EventKind } from "../events/events.ts";
import type { DutyView } from "./duty.ts";
import type { StatedFact } from "./facts.ts";
import type { ClaimView, Elsewhere, JoinedView, LaneValue, PromiseView, StatementView } from "./lane.ts";
import type { StepView } from "./steps.ts";
import type { AskedRole } from "./talk.ts";
import type { ReturnReason } from "./ticket.ts";
import type { DueClock } from "./ticket-clock.ts";
import type { WarnedPercent } from "./warnings.ts";

/** A ticket as the desk sees it: with notes, which no other type holds. */
export interface DeskTicket {
  number: number;
  version: number;
  subject: string;
  state: TicketState;
  priority: Priority;
  trigger: EscalationTrigger;
  since: Date;
  stateSince: Date;
  requester: { id: number; name: string; handle: string; isGuest: boolean; locale: string };
  assignee: { id: number; name: string } | null;
  category: { id: number; name: string; slug: string };
  desiredOutcome: string;
  verdict: { outcome: "granted" | "partly" | "refused"; reason: string } | null;
  waitingFor: string;
  waitingUntil: Date | null;
  requesterWaitingSince: Date | null;
  changesByItselfAt: Date | null;
  due: DueView | null;
  /** Until when what a rule has opened can be undone; null otherwise. */
  undoableUntil: Date | null;
  /** Clocks that began in a surge and had more time. */
  relaxed: RelaxedView[];
  willPublish: boolean | null;
  notPublishedBecause: string;
  reopenCount: number;
  statement: StatementView;
  earlierStatements: StatementView[];
  promises: PromiseView[];
  duties: DutyView[];
  threads: LinkedThread[];
  steps: StepView[];
  /** What the placeholders of its texts name. */
  privateValues: LaneValue[];
  timeline: TimelineEntry[];
  /** The ticket it goes on in; those that go on in it; and the one it was taken out of. */
  joinedInto: JoinedView | null;
  joined: JoinedView[];
  /** The one, closed long ago, that it follows; and those that follow it. */
  follows: JoinedView | null;
  followUps: JoinedView[];
  detachedFrom: Elsewhere | null;
}

export interface DueView {
  clock: DueClock;
  at: Date;
  /** Support seconds that have run, and that may; null for a promise, whose date is its own. */
  spent: number | null;
  target: number | null;
}

export interface RelaxedView {
  clock: DueClock;
  factor: number;
  /** What everybody was told. */
  reason: string;
}

export interface LinkedThread {
  number: number;
  title: string;
  isSolved: boolean;
  isRequesters: boolean;
  replyCount: number;
  affectedCount: number;
}

/** One thing that happened, in order; a message stands in the place of its event. */
export interface TimelineEntry {
  id: string;
  kind: EventKind;
  /** Null: by itself. */
  actorName: string | null;
  /** For whom it was done. */
  forName: string | null;
  /** The reader's own doing. */
  isOwn: boolean;
  at: Date;
  version: number | null;
  from: TicketState | null;
  to: TicketState | null;
  /** Whom it is about: the new assignee, or the member for whom the answer failed. */
  personName: string | null;
  reasons: ReturnReason[];
  priority: Priority | null;
  linkedThread: { number: number; title: string } | null;
  promiseText: string | null;
  /** Of a question among staff. */
  talk: { id: number; askedRole: AskedRole | null; helped: boolean | null } | null;
  /** What its requester was to do, and what was said of it. */
  duty: DutyTold | null;
  /** Of a promise that was settled. */
  wasKept: boolean | null;
  /** Of a clock that reached a share of its time. */
  warned: { clock: DueClock; percent: WarnedPercent; isByRetarget: boolean } | null;
  /** Of a clock that began in a surge: how much longer its target is. */
  relaxed: { clock: DueClock; factor: number } | null;
  trigger: EscalationTrigger | null;
  /** What somebody has said, or confirmed. */
  fact: StatedFact | null;
  /** Of a ticket that went back to its thread. */
  because: "undone" | "answered_in_thread" | null;
  /** What its requester asked for. */
  appeal: AppealKind | null;
  /** Of a note: the handles of those whom it called by name and who were not told. */
  untold: string[];
  /** Of one that was opened: earlier cases that its requester was shown, and that it is not about. */
  declined: number[];
  /** Another ticket of theirs that it came from or went to. */
  otherId: number | null;
  message: TimelineMessage | null;
}

export interface DutyTold {
  text: string;
  dueAt: Date;
  settlement: string;
  wantedWords: string;
  refusedBecause: string;
}

export interface TimelineMessage {
  kind: "response" | "note";
  id: number;
  isFromStaff: boolean;
  html: string;
  files: AttachmentView[];
  /** What the requester said of a response that does not answer the question. */
  missed: { reason: string } | null;
  claim: ClaimView | null;
  isThanks: boolean;
  detached: Elsewhere | null;
}
