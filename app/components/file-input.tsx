import type { InputHTMLAttributes } from "react";
import { FieldFrame, type FieldProps, useField } from "./field.tsx";

type Props = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps | "type">;

/** A file from the reader's machine; its form needs `encType="multipart/form-data"`. */
export function FileInput({ name, label, hint, optional, labelHidden, id, className = "", ...rest }: Props) {
  const field = useField({ name, hint, id });
  return (
    <FieldFrame props={{ name, label, hint, optional, labelHidden }} field={field}>
      <input type="file" className={`input ${className}`.trimEnd()} required={!optional} {...rest} {...field.ties} />
    </FieldFrame>
  );
}
