import type { ReactNode } from "react";
import { useT } from "../i18n/use-t.tsx";
import { errorText, useFormAnswer } from "./form-answer.tsx";
import { Icon } from "./icon.tsx";

export interface FieldProps {
  name: string;
  label: string;
  /** Why it is asked, or what a good answer looks like. */
  hint?: string;
  /** Said beside the label; a field is needed unless it says so. */
  optional?: boolean;
  /** Shows the label to screen readers only: for a field whose purpose its surroundings say. */
  labelHidden?: boolean;
  /** Needed when two forms on one page have a field of the same name. */
  id?: string;
}

/** What ties a control to its label, hint and error. */
export interface ControlTies {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface Field {
  ties: ControlTies;
  error: string | undefined;
  typed: string | undefined;
}

/** Everything a control needs to know about itself, from the form around it. */
export function useField({ name, hint, id = `field-${name}` }: Pick<FieldProps, "name" | "hint" | "id">): Field {
  const t = useT();
  const answer = useFormAnswer();
  const code = answer?.problem.fields?.[name];
  const described = [hint ? `${id}-hint` : "", code ? `${id}-error` : ""].filter(Boolean).join(" ");
  return {
    ties: { id, name, "aria-describedby": described || undefined, "aria-invalid": code ? true : undefined },
    error: code && errorText(t, code, answer?.problem.values),
    typed: answer?.typed[name],
  };
}

/** Label above, control, hint and error: the frame of every field. */
export function FieldFrame({ props, field, children }: { props: FieldProps; field: Field; children: ReactNode }) {
  const t = useT();
  return (
    <div className={field.error ? "field field-wrong" : "field"}>
      <label htmlFor={field.ties.id} className={props.labelHidden ? "unseen" : "field-label"}>
        {props.label}
        {props.optional ? <span className="field-optional">{t("form.optional")}</span> : null}
      </label>
      <FieldHint id={field.ties.id} hint={props.hint} />
      {children}
      <FieldError id={field.ties.id} error={field.error} />
    </div>
  );
}

export function FieldHint({ id, hint }: { id: string; hint?: string }) {
  return hint ? (
    <p id={`${id}-hint`} className="field-hint">
      {hint}
    </p>
  ) : null;
}

export function FieldError({ id, error }: { id: string; error?: string }) {
  return error ? (
    <p id={`${id}-error`} className="field-error">
      <Icon name="circle-alert" /> {error}
    </p>
  ) : null;
}
