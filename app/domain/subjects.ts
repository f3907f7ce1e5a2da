import type { ReadableBy, Role, TicketState } from "../generated/prisma/enums.ts";

/** What the rules of permissions.ts need to know of a row. */

export interface CategorySubject {
  readableBy: ReadableBy;
}
export interface ThreadSubject {
  authorId: number;
  hiddenAt: Date | null;
  category: CategorySubject;
}
export interface PostSubject {
  authorId: number;
  hiddenAt: Date | null;
  position: number;
  /** Since when members may improve it. */
  wikiAt?: Date | null;
  thread: ThreadSubject;
}
export interface TicketSubject {
  requesterId: number;
  state: TicketState;
}
/** A question among staff. */
export interface TalkSubject {
  askedById: number;
  askedId: number | null;
  askedRole: Role | null;
}
export interface AnswerSubject {
  publishedAt: Date | null;
  retractedAt: Date | null;
  category: CategorySubject;
}
export interface DelegationSubject {
  principalId: number;
  delegateId: number | null;
}
export interface PrivateValueSubject {
  ownerId: number;
  kind: string;
  /** Set where it stands in a private lane. */
  ticketId?: number | null;
}
