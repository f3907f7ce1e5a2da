import type { SelectHTMLAttributes } from "react";
import { FieldFrame, type FieldProps, useField } from "./field.tsx";

export interface Option {
  value: string;
  label: string;
}

type Props = FieldProps & { options: Option[] } & Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof FieldProps>;

/** One of a list too long for radio buttons. */
export function Select({ name, label, hint, optional, labelHidden, id, options, className = "", ...rest }: Props) {
  const field = useField({ name, hint, id });
  return (
    <FieldFrame props={{ name, label, hint, optional, labelHidden }} field={field}>
      <select
        className={`input select ${className}`.trimEnd()}
        required={!optional}
        {...rest}
        defaultValue={field.typed ?? rest.defaultValue}
        {...field.ties}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
