import type { InputHTMLAttributes } from "react";
import { FieldFrame, type FieldProps, useField } from "./field.tsx";

type Props = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps>;

/** One line of text: also e-mail, password, number, search and date by `type`. */
export function TextInput({ name, label, hint, optional, labelHidden, id, className = "", ...rest }: Props) {
  const field = useField({ name, hint, id });
  const value = rest.type === "password" ? {} : { defaultValue: field.typed ?? rest.defaultValue };
  return (
    <FieldFrame props={{ name, label, hint, optional, labelHidden }} field={field}>
      <input
        dir="auto"
        className={`input ${className}`.trimEnd()}
        required={!optional}
        {...rest}
        {...value}
        {...field.ties}
      />
    </FieldFrame>
  );
}
