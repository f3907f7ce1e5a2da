import type { DesiredOutcomeVerdict, TicketState } from "../../generated/prisma/enums.ts";
import type { AttachmentView } from "../attachments/attachment.ts";
import type { PrivateKind } from "../private-values/private-value.ts";
import type { DutyView } from "./duty.ts";
import type { FactView } from "./facts.ts";
import type { GoodwillView } from "./goodwill.ts";
import type { RequestRights } from "./rights.ts";
import type { RequestedStep } from "./steps.ts";

/** What a viewer sees of the private lane beside a thread. */
export type Lane = NoLane | PublicLane | PrivateLane;

/** Nobody has escalated the thread, or the last ticket is over and none of the viewer's business. */
export interface NoLane {
  kind: "none";
  /** Whether the viewer may escalate the thread; null for those who may not, and on solved threads. */
  offer: EscalationOffer | null;
}

export interface EscalationOffer {
  by: "asker" | "staff" | "peer";
  /** From when on the button works; null: now. Account-specific matters need not wait. */
  from: Date | null;
  /** The asker's button is off in this category: for account-specific matters only. */
  isOff?: boolean;
}

/** What everybody else sees: "With staff since …, next update by …". */
export interface PublicLane {
  kind: "public";
  since: Date;
  /** Null while it is the requester's turn, or when nothing more is owed. */
  nextUpdateBy: Date | null;
}

/** The lane in place, for its requester and for the desk. */
export interface PrivateLane {
  kind: "private";
  request: RequestView;
  /** Set once the ticket is over: the thread can be escalated again. */
  offer: EscalationOffer | null;
}

/** A ticket as its requester sees it. Notes have no place in this type: they cannot get into it by mistake. */
export interface RequestView {
  number: number;
  subject: string;
  state: TicketState;
  /** The desk reads the same lane, without the requester's buttons. */
  seenBy: "requester" | "staff";
  /** Whoever reads it is not the requester: they act for them, or are staff. */
  isForAnother: boolean;
  /** Somebody may act for the requester, and reads it too. */
  isShared: boolean;
  /** What who reads it may do for the requester: all of it, or what was granted. */
  may: { write: boolean; confirm: boolean };
  since: Date;
  stateSince: Date;
  requesterName: string;
  assigneeName: string | null;
  /** Who has it took over from somebody, and has read everything. */
  isRead: boolean;
  desiredOutcome: string;
  verdict: { outcome: DesiredOutcomeVerdict; reason: string } | null;
  nextUpdateBy: Date | null;
  waitingFor: string;
  waitingUntil: Date | null;
  /** When a read-back passes unconfirmed, a reminder goes out, or a resolved ticket closes. */
  changesByItselfAt: Date | null;
  closedAt: Date | null;
  /** Until when a closed ticket may be continued; null otherwise. */
  continuableUntil: Date | null;
  /** Until when the requester may take back what went to staff by itself. */
  undoableUntil: Date | null;
  /** Resolved because nothing more was heard of the requester. */
  isUnanswered: boolean;
  /** What was found out is going to be published. */
  isAnswerComing: boolean;
  statement: StatementView;
  responses: ResponseView[];
  promises: PromiseView[];
  goodwill: GoodwillView;
  /** What its requester is asked to do by a date. */
  duties: DutyView[];
  /** What its requester can ask for, and has asked for. */
  rights: RequestRights;
  /** What we have asked the requester to do. */
  steps: RequestedStep[];
  /** What is known, to be confirmed or put right. */
  facts: FactView[];
  threads: { number: number; title: string }[];
  /** The request it goes on in; those that go on in it; and the one it was taken out of. */
  joinedInto: JoinedView | null;
  joined: JoinedView[];
  /** The one, closed long ago, that it follows; and those that follow it. */
  follows: JoinedView | null;
  followUps: JoinedView[];
  detachedFrom: Elsewhere | null;
  /** What the placeholders of its texts name. */
  privateValues: LaneValue[];
  /** What its requester need not type again; nothing for anybody else. */
  offered: OfferedValue[];
}

/** What was asked for and has been given elsewhere before. */
export interface OfferedValue {
  id: number;
  kind: PrivateKind;
  /** Of the company's own numbers. */
  name: string | null;
  mask: string;
  at: Date;
}

/** A private field of the lane, masked. */
export interface LaneValue {
  kind: PrivateKind;
  number: number;
  id: number | null;
  mask: string | null;
}

export interface StatementView {
  number: number;
  text: string;
  html: string;
  hash: string;
  standing: StatementStanding;
  confirmedAt: Date | null;
  confirmedName: string | null;
  /** Who did it for them. */
  confirmedByName: string | null;
}

/** `awaiting`: being read back; `unconfirmed`: it passed without the requester's word. */
export type StatementStanding = "awaiting" | "confirmed" | "unconfirmed";

export interface ResponseView {
  id: number;
  authorName: string;
  /** Who wrote it for its author. */
  byName: string | null;
  isFromStaff: boolean;
  html: string;
  files: AttachmentView[];
  at: Date;
  /** The requester has said that it does not answer the question, and why; null otherwise. */
  missed: { reason: string } | null;
  claim: ClaimView | null;
  /** Filed as thanks: it reopened nothing. */
  isThanks: boolean;
  /** It was about something else: which ticket it is now, and why. */
  detached: Elsewhere | null;
}

/** Another ticket of the same requester, and why it is one of its own. */
export interface Elsewhere {
  number: number;
  reason: string;
}

/** A ticket that goes on in another, or has taken one in. */
export interface JoinedView {
  number: number;
  subject: string;
  at: Date;
}

/** What its reader says they were promised with a response, and what became of that. */
export interface ClaimView {
  words: string;
  standing: "open" | "accepted" | "refused";
  refusedBecause: string;
}

export interface PromiseView {
  id: number;
  text: string;
  ownerName: string;
  dueAt: Date;
  settledAt: Date | null;
  wasKept: boolean | null;
  settlement: string;
}

/** One line of "my requests". */
export interface RequestSummary {
  number: number;
  subject: string;
  state: TicketState;
  waitingFor: string;
  waitingUntil: Date | null;
  nextUpdateBy: Date | null;
  updatedAt: Date;
  isMyTurn: boolean;
  /** Whose it is, where the viewer acts for somebody. */
  forName: string | null;
}
