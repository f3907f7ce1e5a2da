import type { FormHTMLAttributes, ReactNode } from "react";
import { type FormAnswer, FormAnswerProvider } from "./form-answer.tsx";
import { FormProblem } from "./form-problem.tsx";
import { type Audience, PrivatePlaces } from "./private-places.tsx";

interface Props extends Omit<FormHTMLAttributes<HTMLFormElement>, "method"> {
  /** `useActionData()`: the problem is shown above, each field shows its own and keeps what was typed. */
  answer?: FormAnswer | null;
  /** Field name → its label, for the links of the summary. */
  labels?: Record<string, string>;
  /** Who reads what is written in it: what looks private is asked about in words that are true there. */
  audience?: Audience;
  /** It has a field for files: it is sent as browsers send them. */
  takesFiles?: boolean;
  children: ReactNode;
}

/** A form that works without JavaScript, and takes back what an action refused. */
export function PostForm({ answer, labels, audience, takesFiles, children, className = "form", ...rest }: Props) {
  return (
    <FormAnswerProvider value={answer ?? undefined}>
      <form method="post" className={className} encType={takesFiles ? "multipart/form-data" : undefined} {...rest}>
        {answer ? <FormProblem problem={answer.problem} labels={labels} /> : null}
        <PrivatePlaces answer={answer} labels={labels} audience={audience} />
        {children}
      </form>
    </FormAnswerProvider>
  );
}
