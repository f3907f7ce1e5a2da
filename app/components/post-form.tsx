import type { FormHTMLAttributes, ReactNode } from "react";
import { type FormAnswer, FormAnswerProvider } from "./form-answer.tsx";
import { FormProblem } from "./form-problem.tsx";
import { type Audience, PrivatePlaces } from "./private-places.tsx";

interface Props extends Omit<FormHTMLAttributes<HTMLFormElement>, "method"> {
  /** `useActionData()`: the problem is shown above, each field shows its own and keeps what was typed. */
  answer?: FormAnswer | null;
  /** What was typed, for a form that comes back without having been refused. */
  kept?: FormAnswer["typed"];
  /** Field name → its label, for the links of the summary. */
  labels?: Record<string, string>;
  /** Who reads what is written in it: what looks private is asked about in words that are true there. */
  audience?: Audience;
  /** It has a field for files: it is sent as browsers send them. */
  takesFiles?: boolean;
  children: ReactNode;
}

/** A form that works without JavaScript, and takes back what an action refused. */
export function PostForm({ answer, kept, labels, audience, takesFiles, children, className = "form", ...rest }: Props) {
  const back = answer ?? (kept && { problem: { code: "" }, typed: kept });
  return (
    <FormAnswerProvider value={back}>
      <form method="post" className={className} encType={takesFiles ? "multipart/form-data" : undefined} {...rest}>
        {answer ? <FormProblem problem={answer.problem} labels={labels} /> : null}
        <PrivatePlaces answer={back} labels={labels} audience={audience} />
        {children}
      </form>
    </FormAnswerProvider>
  );
}
