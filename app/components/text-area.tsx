import type { TextareaHTMLAttributes } from "react";
import { FieldFrame, type FieldProps, useField } from "./field.tsx";

type Props = FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof FieldProps>;

/** Several lines of plain text; grows with what is typed where the browser can. */
export function TextArea({ name, label, hint, optional, labelHidden, id, className = "", ...rest }: Props) {
  const field = useField({ name, hint, id });
  return (
    <FieldFrame props={{ name, label, hint, optional, labelHidden }} field={field}>
      <textarea
        dir="auto"
        rows={4}
        className={`input textarea ${className}`.trimEnd()}
        required={!optional}
        {...rest}
        defaultValue={field.typed ?? rest.defaultValue}
        {...field.ties}
      />
    </FieldFrame>
  );
}
