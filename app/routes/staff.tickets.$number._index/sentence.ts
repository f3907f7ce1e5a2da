import type { Tone } from "../../components/badge.tsx";
import type { IconName } from "../../components/icons.ts";
import type { EventKind } from "../../domain/events/events.ts";
import type { TimelineEntry } from "../../domain/tickets/desk.ts";
import type { Key, Translate } from "../../i18n/translate.ts";
import { useT } from "../../i18n/use-t.tsx";

type TicketEvent = Extract<
  EventKind,
  `ticket.${string}` | `promise.${string}` | `duty.${string}` | `talk.${string}` | `goodwill.${string}`
>;

/** How each event looks; one that is not here is not told. */
export const looks: Partial<Record<EventKind, [icon: IconName, tone?: Tone]>> = {
  "ticket.opened": ["lock", "private"],
  "ticket.stated": ["hand"],
  "ticket.confirmed": ["badge-check", "success"],
  "ticket.corrected": ["pencil"],
  "ticket.passed_unconfirmed": ["triangle-alert", "warning"],
  "ticket.assigned": ["user-round-check"],
  "ticket.responded": ["send"],
  "ticket.response_stopped": ["undo-2", "warning"],
  "ticket.waiting": ["hourglass"],
  "ticket.resumed": ["undo-2"],
  "ticket.reminded": ["bell"],
  "ticket.returned": ["flag", "warning"],
  "ticket.rewritten": ["pencil"],
  "ticket.prioritised": ["flag"],
  "ticket.resolved": ["circle-check", "success"],
  "ticket.settled": ["check", "success"],
  "ticket.thanked": ["check", "success"],
  "ticket.joined": ["link"],
  "ticket.took_in": ["link"],
  "ticket.unjoined": ["undo-2"],
  "ticket.detached": ["link"],
  "ticket.lost_message": ["link"],
  "ticket.missed": ["undo-2", "warning"],
  "promise.claimed": ["hand", "warning"],
  "promise.claim_refused": ["x"],
  "ticket.appealed": ["user-round-check", "warning"],
  "ticket.passed_on": ["user-round-check"],
  "ticket.nudged": ["bell"],
  "ticket.supervised": ["badge-check"],
  "ticket.passed_to_level_2": ["flag"],
  "ticket.fact_stated": ["list"],
  "ticket.fact_confirmed": ["check"],
  "ticket.brief_read": ["file-text"],
  "ticket.reading_wanted": ["eye"],
  "ticket.reading_passed": ["badge-check", "success"],
  "ticket.reading_returned": ["undo-2", "warning"],
  "ticket.reading_withdrawn": ["undo-2"],
  "ticket.reading_handed_on": ["user-round-check", "warning"],
  "ticket.rejected": ["undo-2", "warning"],
  "ticket.closed": ["check"],
  "ticket.reopened": ["undo-2", "warning"],
  "ticket.answer_failed": ["thumbs-down", "warning"],
  "ticket.clock_warned": ["clock", "warning"],
  "ticket.clock_relaxed": ["clock"],
  "ticket.withdrawn": ["undo-2"],
  "ticket.marked_spam": ["ban"],
  "ticket.restored": ["undo-2"],
  "ticket.thread_linked": ["link"],
  "ticket.step_marked": ["list-ordered"],
  "promise.made": ["hand"],
  "promise.settled": ["check"],
  "talk.asked": ["messages-square"],
  "talk.answered": ["reply"],
  "talk.closed": ["check"],
  "talk.overdue": ["hourglass", "warning"],
  "duty.asked": ["hand"],
  "duty.reminded": ["bell"],
  "duty.done": ["check", "success"],
  "duty.received": ["check", "success"],
  "duty.expired": ["hourglass", "warning"],
  "duty.wanted": ["hand", "warning"],
  "duty.granted": ["calendar"],
  "duty.refused": ["x"],
  "duty.withdrawn": ["undo-2"],
  "goodwill.asked": ["hand", "warning"],
  "goodwill.proposed": ["hourglass"],
  "goodwill.returned": ["undo-2", "warning"],
  "goodwill.offered": ["send"],
  "goodwill.accepted": ["check", "success"],
  "goodwill.declined": ["x"],
  "goodwill.refused": ["x"],
  "goodwill.given": ["circle-check", "success"],
} satisfies Partial<Record<TicketEvent, [IconName, Tone?]>>;

/** A message says itself; an event is told where it says more. */
export function isTold({ kind, to }: TimelineEntry): boolean {
  if (kind === "ticket.responded") return to !== null;
  return kind in looks;
}

/** The sentence of an event, in the reader's language. */
export function useSentence(entry: TimelineEntry): string {
  const t = useT();
  return sentence(t, entry);
}

function sentence(t: Translate, entry: TimelineEntry): string {
  const actor = entry.actorName ?? t("ticket.event.nobody");
  const name = entry.forName ? t("acting.by_for", { by: actor, name: entry.forName }) : actor;
  const person = entry.personName ?? "";
  const values = { name, person, other: entry.otherId ?? 0, ...detailsOf(t, entry) };
  const told = t(keyOf(entry), values);
  if (entry.declined.length === 0) return told;
  return `${told}. ${t("ticket.event.not_earlier", { tickets: entry.declined.map((one) => `#${one}`).join(", ") })}`;
}

function keyOf(entry: TimelineEntry): Key {
  const { kind, actorName, personName, to, wasKept, warned } = entry;
  switch (kind) {
    case "ticket.assigned":
      if (personName === null) return "ticket.event.unassigned";
      return personName === actorName ? "ticket.event.taken" : "ticket.event.assigned";
    case "ticket.responded":
      return "ticket.event.asked";
    case "ticket.reopened":
      return actorName === null ? "ticket.event.reopened_for" : "ticket.event.reopened";
    case "ticket.passed_unconfirmed":
      return actorName === null ? "ticket.event.passed" : "ticket.event.overridden";
    case "ticket.resolved":
      return actorName === null ? "ticket.event.resolved_unanswered" : "ticket.event.resolved";
    case "ticket.resumed":
      return actorName === null ? "ticket.event.resumed_in_time" : "ticket.event.resumed";
    case "ticket.opened":
      return actorName === null ? openedBy(entry) : "ticket.event.opened";
    case "ticket.withdrawn":
      return entry.because === "undone" ? "ticket.event.withdrawn_undone" : "ticket.event.withdrawn_answered";
    case "ticket.appealed":
      return `ticket.event.appealed.${entry.appeal ?? "other_agent"}`;
    case "ticket.stated":
      return actorName === null ? "ticket.event.drafted" : "ticket.event.stated";
    case "ticket.clock_warned":
      return warned?.isByRetarget ? "ticket.event.clock_retargeted" : `ticket.event.clock_${warned?.percent ?? 100}`;
    case "talk.closed":
      return entry.talk?.helped ? "ticket.event.talk_helped" : "ticket.event.talk_didnt";
    case "promise.settled":
      return wasKept ? "ticket.event.promise_kept" : "ticket.event.promise_withdrawn";
    case "ticket.confirmed":
      return to === null ? "ticket.event.confirmed_late" : "ticket.event.confirmed";
    default:
      return toldAsIs(kind);
  }
}

/** A rule opened it: which. */
function openedBy({ trigger }: TimelineEntry): Key {
  switch (trigger) {
    case "failed_replies":
    case "affected":
    case "urgent_words":
    case "wrong_answer":
      return `ticket.event.opened_by_${trigger}`;
    default:
      return "ticket.event.opened_by_silence";
  }
}

const asIs = {
  "ticket.corrected": "ticket.event.corrected",
  "ticket.response_stopped": "ticket.event.response_stopped",
  "ticket.waiting": "ticket.event.waiting",
  "ticket.reminded": "ticket.event.reminded",
  "ticket.returned": "ticket.event.returned",
  "ticket.rewritten": "ticket.event.rewritten",
  "ticket.prioritised": "ticket.event.prioritised",
  "ticket.settled": "ticket.event.settled",
  "ticket.missed": "ticket.event.missed",
  "ticket.thanked": "ticket.event.thanked",
  "ticket.joined": "ticket.event.joined",
  "ticket.took_in": "ticket.event.took_in",
  "ticket.unjoined": "ticket.event.unjoined",
  "ticket.detached": "ticket.event.detached",
  "ticket.lost_message": "ticket.event.lost_message",
  "promise.claimed": "ticket.event.claimed",
  "promise.claim_refused": "ticket.event.claim_refused",
  "ticket.passed_to_level_2": "ticket.event.passed_to_level_2",
  "ticket.fact_stated": "ticket.event.fact_stated",
  "ticket.fact_confirmed": "ticket.event.fact_confirmed",
  "ticket.brief_read": "ticket.event.brief_read",
  "ticket.reading_wanted": "ticket.event.reading_wanted",
  "ticket.reading_passed": "ticket.event.reading_passed",
  "ticket.reading_returned": "ticket.event.reading_returned",
  "ticket.reading_withdrawn": "ticket.event.reading_withdrawn",
  "ticket.reading_handed_on": "ticket.event.reading_handed_on",
  "ticket.rejected": "ticket.event.rejected",
  "ticket.closed": "ticket.event.closed",
  "ticket.answer_failed": "ticket.event.answer_failed",
  "ticket.clock_relaxed": "ticket.event.clock_relaxed",
  "ticket.passed_on": "ticket.event.passed_on",
  "ticket.nudged": "ticket.event.nudged",
  "ticket.supervised": "ticket.event.supervised",
  "ticket.marked_spam": "ticket.event.marked_spam",
  "ticket.restored": "ticket.event.restored",
  "ticket.thread_linked": "ticket.event.thread_linked",
  "ticket.step_marked": "ticket.event.step_marked",
  "promise.made": "ticket.event.promised",
  "talk.asked": "ticket.event.talk_asked",
  "talk.answered": "ticket.event.talk_answered",
  "talk.overdue": "ticket.event.talk_overdue",
  "duty.asked": "ticket.event.duty_asked",
  "duty.reminded": "ticket.event.duty_reminded",
  "duty.done": "ticket.event.duty_done",
  "duty.received": "ticket.event.duty_received",
  "duty.expired": "ticket.event.duty_expired",
  "duty.wanted": "ticket.event.duty_wanted",
  "duty.granted": "ticket.event.duty_granted",
  "duty.refused": "ticket.event.duty_refused",
  "duty.withdrawn": "ticket.event.duty_withdrawn",
  "goodwill.asked": "ticket.event.goodwill_asked",
  "goodwill.proposed": "ticket.event.goodwill_proposed",
  "goodwill.returned": "ticket.event.goodwill_returned",
  "goodwill.offered": "ticket.event.goodwill_offered",
  "goodwill.accepted": "ticket.event.goodwill_accepted",
  "goodwill.declined": "ticket.event.goodwill_declined",
  "goodwill.refused": "ticket.event.goodwill_refused",
  "goodwill.given": "ticket.event.goodwill_given",
} as const satisfies Partial<Record<EventKind, Key>>;

const toldAsIs = (kind: EventKind): Key => asIs[kind as keyof typeof asIs] ?? "ticket.event.other";

function detailsOf(
  t: Translate,
  { reasons, fact, priority, linkedThread, promiseText, duty, talk, warned, relaxed }: TimelineEntry,
) {
  return {
    reasons: reasons.map((reason) => t(`return.${reason}`)).join(", "),
    fact: fact ? t(`fact.${fact}`) : "",
    priority: priority ? t(`priority.${priority}`) : "",
    thread: linkedThread?.title ?? "",
    promise: promiseText ?? "",
    role: talk?.askedRole ?? "person",
    duty: duty?.text ?? "",
    by: duty ? t.day(duty.dueAt) : "",
    words: duty?.settlement || duty?.refusedBecause || duty?.wantedWords || "",
    clock: warned || relaxed ? t(`clock.${(warned ?? relaxed)?.clock ?? "resolution"}`) : "",
    factor: relaxed?.factor ?? 1,
  };
}
