import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import type { FormAnswer } from "../../components/form-answer.tsx";
import type { ReturnedReading } from "../../domain/tickets/reading.ts";
import type { TicketPage } from "./load.server.ts";

/**
 * What an action has refused: which (the last part of its address), and what was typed. Otherwise what was held and did
 * not go out: to its form that is the same.
 */
export function useRefusal(): { noun: string; answer: FormAnswer } | null {
  const answer = useActionData<FormAnswer>();
  const { stopped } = useLoaderData<TicketPage>();
  const noun = useLocation().pathname.split("/")[4] ?? "";
  if (answer) return { noun, answer };
  return stopped && { noun: stopped.noun, answer: { problem: { code: stopped.because }, typed: stopped.typed } };
}

/** The refusal of the form that is sent there, if it was this one. */
export function useAnswer(noun: string, isThis: (typed: FormAnswer["typed"]) => boolean = () => true) {
  const refusal = useRefusal();
  return refusal?.noun === noun && isThis(refusal.answer.typed) ? refusal.answer : null;
}

/** What a second person gave back to this writer, as a form that was refused; nothing while another refusal is on the page. */
export function useReturned(kind: ReturnedReading["kind"]): FormAnswer | null {
  const { returned } = useLoaderData<TicketPage>();
  const refusal = useRefusal();
  if (refusal || returned?.kind !== kind) return null;
  const { came, reason, authorName: author, typed } = returned;
  return { problem: { code: `reading_${came}`, values: { reason, author } }, typed };
}

/** The version that the writer of what was refused had read; null when nothing was refused for that. */
export function useSeenVersion(): number | null {
  const refusal = useRefusal();
  return refusal?.answer.problem.code === "ticket_changed" ? Number(refusal.answer.typed.seenVersion) : null;
}
