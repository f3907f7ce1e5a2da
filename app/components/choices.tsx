import type { InputHTMLAttributes, ReactNode } from "react";
import { FieldError, FieldHint, type FieldProps, useField } from "./field.tsx";

type CheckboxProps = Omit<FieldProps, "optional" | "labelHidden" | "label"> & {
  label: ReactNode;
} & Omit<InputHTMLAttributes<HTMLInputElement>, "name" | "id">;

/** Yes or no. */
export function Checkbox({ name, label, hint, id, ...rest }: CheckboxProps) {
  const { ties, error, typed } = useField({ name, hint, id });
  return (
    <div className={error ? "field field-wrong" : "field"}>
      <label className="choice">
        <input type="checkbox" {...rest} defaultChecked={typed !== undefined || rest.defaultChecked} {...ties} />
        <span>{label}</span>
      </label>
      <FieldHint id={ties.id} hint={hint} />
      <FieldError id={ties.id} error={error} />
    </div>
  );
}

export interface Choice {
  value: string;
  label: ReactNode;
  /** What choosing it brings about. */
  hint?: string;
}

interface RadioProps extends Omit<FieldProps, "label"> {
  label: string;
  choices: Choice[];
  defaultValue?: string;
}

/** One of a few, each seen at once. */
export function RadioGroup({ name, label, hint, optional, labelHidden, id, choices, defaultValue }: RadioProps) {
  const { ties, error, typed } = useField({ name, hint, id });
  const chosen = typed ?? defaultValue;
  return (
    <fieldset
      className={error ? "field field-wrong" : "field"}
      id={ties.id}
      aria-describedby={ties["aria-describedby"]}
    >
      <legend className={labelHidden ? "unseen" : "field-label"}>{label}</legend>
      <FieldHint id={ties.id} hint={hint} />
      {choices.map((choice) => (
        <label key={choice.value} className="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            required={!optional}
            defaultChecked={choice.value === chosen}
          />
          <span>
            {choice.label}
            {choice.hint ? <span className="choice-hint">{choice.hint}</span> : null}
          </span>
        </label>
      ))}
      <FieldError id={ties.id} error={error} />
    </fieldset>
  );
}
