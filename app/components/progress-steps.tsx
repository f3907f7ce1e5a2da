import { useT } from "../i18n/use-t.tsx";
import { Icon } from "./icon.tsx";

export interface ProgressStep {
  label: string;
  state: "done" | "current" | "ahead";
}

/** Where something is on its way, such as a request from "sent" to "answered". */
export function ProgressSteps({ label, steps }: { label: string; steps: ProgressStep[] }) {
  const t = useT();
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.label}
          className={`steps-${step.state}`}
          aria-current={step.state === "current" ? "step" : undefined}
        >
          <span className="steps-mark">
            {step.state === "done" ? <Icon name="check" label={t("steps.done")} /> : null}
          </span>
          <span>{step.label}</span>
        </li>
      ))}
    </ol>
  );
}
