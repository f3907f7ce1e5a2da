import { useT } from "../i18n/use-t.tsx";
import type { FormAnswer } from "./form-answer.tsx";
import { FormProblem } from "./form-problem.tsx";

/** Fields in which people write; what else a form sends is its own. */
const WRITTEN = [
  "title",
  "body",
  "expected",
  "tried",
  "questions",
  "desiredOutcome",
  "waitingFor",
  "outcomeReason",
  "reason",
  "changeNote",
  "typed",
  "words",
  "days",
  "name",
  "text.en",
  "text.de",
  "again",
  "value",
  "brief",
  "money",
  "law",
  "safety",
  "health",
  "urgentWords",
  "amount",
];

/**
 * Why nothing was done, and what was typed, for a form that the page has no more because its subject went on meanwhile.
 * Stands after the forms; the sheet hides it where one of them has taken the words back.
 */
export function KeptWords({ answer }: { answer: FormAnswer | null | undefined }) {
  return answer ? (
    <div className="kept-words">
      {/* The sheet hides the outer one: a utility's display would win over that. */}
      <div className="stack stack-s">
        <FormProblem problem={answer.problem} />
        <TypedWords typed={answer.typed} />
      </div>
    </div>
  ) : null;
}

/** What was typed, to be copied. */
export function TypedWords({ typed }: Pick<FormAnswer, "typed">) {
  const t = useT();
  return WRITTEN.filter((name) => typed[name]).map((name) => (
    <label key={name} className="field">
      <span className="field-label">{t("form.kept")}</span>
      <textarea className="input textarea" dir="auto" rows={6} readOnly defaultValue={typed[name]} />
    </label>
  ));
}
