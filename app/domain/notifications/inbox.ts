import type { NoticeKind } from "./notification.ts";

/** The lists of the inbox. */
export const INBOX_LISTS = ["all", "unread", "mentions", "mine", "cases", "routing"] as const;
export type InboxList = (typeof INBOX_LISTS)[number];

export const isInboxList = (name: string | null): name is InboxList =>
  name !== null && (INBOX_LISTS as readonly string[]).includes(name);

/** One thing somebody was told. */
export interface InboxNotice {
  id: number;
  kind: NoticeKind;
  title: string;
  actor: string;
  at: Date;
  isRead: boolean;
}

/** All that somebody was told of one thread, case or answer. */
export interface InboxGroup {
  /** `thread-12`: a ticket and its thread are two, for others may read the thread. */
  about: string;
  /** The newest notice's; the list's cursor. */
  id: number;
  at: Date;
  /** Null where what it is about is not open to the reader any more. */
  title: string | null;
  /** What kind the newest one is, also where nothing of it may be told. */
  kind: NoticeKind;
  /** Counted to {@link UNREAD_OF_GROUP_MAX}. */
  unread: number;
  /** The newest ones, and of them only those that are open to the reader. */
  notices: InboxNotice[];
}

export const GROUPS_A_PAGE = 25;
/** So many of a group are listed one by one. */
export const NOTICES_OF_GROUP = 10;
export const UNREAD_OF_GROUP_MAX = 100;

/** Whether all that is unread is of one kind, so that one sentence says it: "3 new replies". */
export const isAllReplies = ({ notices }: Pick<InboxGroup, "notices">) =>
  notices.filter(({ isRead }) => !isRead).every(({ kind }) => kind === "reply");
