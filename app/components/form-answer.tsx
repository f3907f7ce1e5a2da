import { createContext, useContext } from "react";
import { isKey, type Translate } from "../i18n/translate.ts";

/** What an action answered because the form has to be shown again. */
export interface Problem {
  code: string;
  /** Field name → code. */
  fields?: Record<string, string>;
  values?: Record<string, string | number>;
  /** Places in what was typed of which the person has to say what shall become of them. */
  places?: readonly { key: string; kind: string; field: string; line: number; text: string; mustMove?: boolean }[];
  /** Sentences that sound like promises. */
  promises?: readonly { key: string; text: string; by: string; problem?: string }[];
}

/** The problem, and what was typed, so that nobody types it twice. */
export interface FormAnswer {
  problem: Problem;
  typed: Record<string, string>;
}

const Answer = createContext<FormAnswer | undefined>(undefined);

export const FormAnswerProvider = Answer.Provider;

/** What the form around this field was answered. */
export function useFormAnswer(): FormAnswer | undefined {
  return useContext(Answer);
}

/**
 * The sentence of an error's code in the reader's language; a code without one still says something true. A value called
 * `at` is a moment, as ISO 8601, and said in the reader's time zone.
 */
export function errorText(t: Translate, code: string, values?: Problem["values"]): string {
  const key = `error.${code}`;
  const said = values?.at === undefined ? values : { ...values, at: t.dateTime(new Date(values.at)) };
  return isKey(key) ? t(key, said) : t("form.problem.unknown", { code });
}
