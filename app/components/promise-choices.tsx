import { useT } from "../i18n/use-t.tsx";
import { errorText, type FormAnswer } from "./form-answer.tsx";

type Offer = NonNullable<FormAnswer["problem"]["promises"]>[number];

/** Sentences of a form that came back which sound like promises: each is made one, with its date, or is none. */
export function PromiseChoices({ answer }: { answer: FormAnswer | null }) {
  const t = useT();
  const offers = answer ? offersOf(answer) : [];
  if (offers.length === 0) return null;
  return (
    <section className="stack stack-s" aria-labelledby="promise-choices">
      <h2 id="promise-choices" className="field-label">
        {t("promising.found", { count: offers.length })}
      </h2>
      <p className="small soft">{t("promising.found.text")}</p>
      {offers.map((offer) => (
        <Choice key={offer.key} offer={offer} decided={answer?.typed[`promised.${offer.key}`]} />
      ))}
    </section>
  );
}

/** What is asked, and what was decided before: that can be decided otherwise. */
function offersOf({ problem: { promises = [] }, typed }: FormAnswer): Offer[] {
  const asked = new Set(promises.map(({ key }) => key));
  const decided = Object.keys(typed)
    .filter((name) => name.startsWith("promised."))
    .map((name) => name.slice("promised.".length))
    .filter((key) => !asked.has(key) && typed[`promisedText.${key}`])
    .map((key) => ({ key, text: typed[`promisedText.${key}`] ?? "", by: typed[`promisedBy.${key}`] ?? "" }));
  return [...promises, ...decided];
}

function Choice({ offer: { key, text, by, problem }, decided }: { offer: Offer; decided?: string }) {
  const t = useT();
  return (
    <fieldset className="private-place">
      <legend dir="auto">“{text}”</legend>
      <input type="hidden" name={`promisedText.${key}`} value={text} />
      <label>
        <input type="radio" name={`promised.${key}`} value="make" defaultChecked={decided === "make"} required />{" "}
        {t("promising.make")}
      </label>
      <input
        type="datetime-local"
        name={`promisedBy.${key}`}
        defaultValue={by}
        className="input moment"
        aria-label={t("promising.by", { text })}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `promise-problem-${key}` : undefined}
      />
      <label>
        <input type="radio" name={`promised.${key}`} value="none" defaultChecked={decided === "none"} required />{" "}
        {t("promising.none")}
      </label>
      {problem ? (
        <p id={`promise-problem-${key}`} className="field-error">
          {errorText(t, problem)}
        </p>
      ) : null}
    </fieldset>
  );
}
