import { imagesAsWords } from "../../platform/markdown/images.ts";
import { type NoticeKind, notices } from "./notification.ts";
import type { Subject } from "./subject.server.ts";

/** What a notice says beside its sentence: all of it is the reader's to see, or somebody else's public words. */
export interface NoticeWords {
  title: string;
  actor: string;
  /** For whom the actor has done it; empty for themselves. */
  forName: string;
  /** Somebody's words, cut to what fits a mail. */
  quote: string;
  /** By when something happens or is wanted. */
  until: Date | null;
}

/** The words of a notice of this kind. Whether the reader may see the subject has been asked before. */
export function noticeWords(kind: NoticeKind, subject: Subject): NoticeWords {
  const { title, quote, until } = words(kind, subject);
  const { name: actor = "", forName = "" } = subject.actor ?? {};
  return { title: title ?? "", actor, forName, quote: shortened(quote ?? ""), until: until ?? null };
}

interface Words {
  title?: string;
  quote?: string;
  until?: Date | null;
}

function words(kind: NoticeKind, subject: Subject): Words {
  if (notices[kind].about === "thread") return wordsOfThread(kind, subject);
  if (notices[kind].about === "talk") return {};
  if (subject.grant) return { title: subject.grant.delegate?.name, until: subject.grant.expiresAt };
  if (subject.duty) return wordsOfDuty(kind, subject, subject.duty);
  const { ticket, response, promise, reading, answer } = subject;
  const title = ticket?.subject;
  switch (kind) {
    case "statement":
      return { title, quote: ticket?.statements[0]?.text, until: ticket?.timerAt };
    case "needs_you":
    case "reminder":
      return {
        title,
        quote: [response?.markdown, ticket?.waitingFor].filter(Boolean).join("\n\n"),
        until: ticket?.waitingUntil,
      };
    case "sorry":
      return { title, until: ticket?.apologisedUntil };
    case "waits_for_other":
      return { title, quote: ticket?.waitingFor, until: ticket?.waitingUntil };
    case "promise":
    case "promise_settled":
      return { title, quote: promise?.text, until: promise?.dueAt };
    case "resolved":
      return {
        title,
        quote: [response?.markdown, ticket?.outcomeReason].filter(Boolean).join("\n\n"),
        until: ticket?.timerAt,
      };
    case "reading_returned":
      return { title, quote: reading?.reason };
    case "reading_wanted":
    case "reading_handed_on":
      return { title };
    case "draft_returned":
      return { title: answer?.draft?.title, quote: answer?.draft?.returnedBecause };
    case "review":
      return { title: answer?.draft?.title };
    case "published":
    case "corrected":
      return { title: answer?.versions[0]?.title, quote: answer?.versions[0]?.changeNote };
    case "retracted":
      return { title: answer?.versions[0]?.title, quote: answer?.retractedBecause };
    default:
      return { title, quote: response?.markdown };
  }
}

/** What was to be done, with what was said of it. */
function wordsOfDuty(kind: NoticeKind, { ticket, response }: Subject, duty: NonNullable<Subject["duty"]>): Words {
  const { text, dueAt, settlement, wantedWords, refusedBecause } = duty;
  const said = {
    ...{ duty_refused: refusedBecause, duty_withdrawn: settlement, duty_received: settlement },
    ...{ duty_wanted: wantedWords, duty_done: response?.markdown },
  };
  const quote = [text, said[kind as keyof typeof said]].filter(Boolean).join("\n\n");
  return { title: ticket?.subject, quote, until: duty.state === "open" ? dueAt : null };
}

function wordsOfThread(kind: NoticeKind, { thread, post }: Subject): Words {
  switch (kind) {
    case "reply":
    case "details_wanted":
    case "mention":
      return { title: thread?.title, quote: post?.markdown };
    case "asked":
    case "helper":
      return { title: thread?.title, quote: thread?.question };
    default:
      return { title: thread?.title };
  }
}

const QUOTE_MAX = 1_500;

/** A mail is read on a phone: the beginning, without the marks of Markdown, and the rest where it stands. */
function shortened(markdown: string) {
  const text = imagesAsWords(markdown)
    .replace(/^#{1,6}\s+/gm, "")
    .replace(/(\*\*|__)(?=\S)([^\n]{1,300}?)(?<=\S)\1/g, "$2")
    .trim();
  if (text.length <= QUOTE_MAX) return text;
  return `${text
    .slice(0, QUOTE_MAX)
    .replace(/\s+\S*$/, "")
    .toWellFormed()} …`;
}
