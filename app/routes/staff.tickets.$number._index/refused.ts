import { useActionData, useLocation } from "@remix-run/react";
import type { FormAnswer } from "../../components/form-answer.tsx";

/** What an action has refused: which (the last part of its address), and what was typed. */
export function useRefusal(): { noun: string; answer: FormAnswer } | null {
  const answer = useActionData<FormAnswer>();
  const noun = useLocation().pathname.split("/")[4] ?? "";
  return answer ? { noun, answer } : null;
}

/** The refusal of the form that is sent there, if it was this one. */
export function useAnswer(noun: string, isThis: (typed: FormAnswer["typed"]) => boolean = () => true) {
  const refusal = useRefusal();
  return refusal?.noun === noun && isThis(refusal.answer.typed) ? refusal.answer : null;
}

/** The version that the writer of what was refused had read; null when nothing was refused for that. */
export function useSeenVersion(): number | null {
  const refusal = useRefusal();
  return refusal?.answer.problem.code === "ticket_changed" ? Number(refusal.answer.typed.seenVersion) : null;
}
