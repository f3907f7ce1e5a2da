import { useT } from "../i18n/use-t.tsx";
import { errorText, type Problem } from "./form-answer.tsx";
import { Icon } from "./icon.tsx";

/** What is wrong with a form, above it: read aloud at once, focused, and linked to each field. */
export function FormProblem({ problem, labels = {} }: { problem: Problem; labels?: Record<string, string> }) {
  const t = useT();
  const fields = Object.entries(problem.fields ?? {});
  return (
    <div className="form-problem" role="alert" tabIndex={-1} data-focus>
      <Icon name="circle-alert" />
      <div>
        <p className="form-problem-title">{errorText(t, problem.code, problem.values)}</p>
        {fields.length > 0 ? (
          <ul>
            {fields.map(([name, code]) => (
              <li key={name}>
                <a href={`#field-${name}`}>
                  {labels[name] ? `${labels[name]}: ` : ""}
                  {errorText(t, code, problem.values)}
                </a>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}
