import { useT } from "../i18n/use-t.tsx";
import type { FormAnswer } from "./form-answer.tsx";
import { FormProblem } from "./form-problem.tsx";

/** Fields in which people write; what else a form sends is its own. */
const WRITTEN = ["title", "body", "reason", "waitingFor", "outcomeReason", "changeNote", "desiredOutcome"];

/**
 * Why nothing was done, and what was typed, for a form that the page has no more because its subject went on meanwhile.
 * Stands after the forms; the sheet hides it where one of them has taken the words back.
 */
export function KeptWords({ answer }: { answer: FormAnswer | null | undefined }) {
  const t = useT();
  if (!answer) return null;
  const words = WRITTEN.flatMap((name) => answer.typed[name] || []);
  return (
    <div className="kept-words stack stack-s">
      <FormProblem problem={answer.problem} />
      {words.map((text, index) => (
        <label key={index.toString()} className="field">
          <span className="field-label">{t("form.kept")}</span>
          <textarea className="input textarea" dir="auto" rows={6} readOnly defaultValue={text} />
        </label>
      ))}
    </div>
  );
}
