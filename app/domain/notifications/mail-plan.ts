import type { MailAs } from "../../generated/prisma/client.ts";
import { type Choice, nextSummary } from "./mail-pace.ts";
import { isAwaited, isNewsOfThread, isNoticeKind } from "./notification.ts";

/** A notice that waits to be mailed. */
export interface Waiting {
  id: number;
  accountId: number;
  kind: string;
  threadId: number | null;
  eventId: bigint;
  readAt: Date | null;
  mailAt: Date | null;
  mailAs: MailAs;
}

/** A mail to be made, of one notice or of several. */
export interface Planned<N extends Waiting> {
  notices: N[];
  isAwaited: boolean;
}

export interface Decision<N extends Waiting> {
  mails: Planned<N>[];
  /** Read on the page meanwhile. */
  read: N[];
  /** Over the reader's cap: for their next summary. */
  over: N[];
  summaryAt: Date;
}

interface Reader {
  choice: Choice;
  zone: string;
  mailedToday: number;
}

/** What to do with everything that waits for one person, some of which is due. */
export function decide<N extends Waiting>(waiting: readonly N[], reader: Reader, now: Date): Decision<N> {
  const read = waiting.filter(({ readAt, mailAt }) => readAt && mailAt && mailAt <= now);
  const planned = plan(waiting, now);
  const uncapped = planned.filter((mail) => mail.isAwaited || mail.notices[0]?.mailAs === "digest");
  const capped = planned.filter((mail) => !uncapped.includes(mail));
  const room = Math.max(0, reader.choice.dailyCap - reader.mailedToday);
  return {
    mails: [...uncapped, ...capped.slice(0, room)],
    read,
    over: capped.slice(room).flatMap(({ notices }) => notices),
    summaryAt: nextSummary(reader.choice, reader.zone, now),
  };
}

/** What is new in one thread is a mail, any other single notice one; what is gathered becomes one. Each takes along what would be due a little later. */
function plan<N extends Waiting>(waiting: readonly N[], now: Date): Planned<N>[] {
  const unread = waiting.filter(({ readAt }) => !readAt);
  const due = unread.filter(({ mailAt }) => mailAt && mailAt <= now);
  const alone = (all: readonly N[]) => all.filter(({ mailAs }) => mailAs === "alone");
  const gathered = (["batch", "digest"] as const).filter((kind) => due.some(({ mailAs }) => mailAs === kind));
  return [
    ...byThread(alone(due), alone(unread)),
    ...gathered.map((kind) => ({ notices: unread.filter(({ mailAs }) => mailAs === kind), isAwaited: false })),
  ];
}

function byThread<N extends Waiting>(due: readonly N[], unread: readonly N[]): Planned<N>[] {
  const [news, others] = [due.filter(isNews), due.filter((one) => !isNews(one))];
  const threads = [...new Set(news.map(({ threadId }) => threadId))];
  return [
    ...others.map((one) => ({ notices: [one], isAwaited: isNoticeKind(one.kind) && isAwaited(one.kind) })),
    ...threads.map((id) => {
      return { notices: unread.filter((one) => one.threadId === id && isNews(one)), isAwaited: false };
    }),
  ];
}

const isNews = ({ kind, threadId }: Waiting) => threadId !== null && isNoticeKind(kind) && isNewsOfThread(kind);
