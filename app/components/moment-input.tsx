import { localText } from "../domain/calendars/local-text.ts";
import { useT } from "../i18n/use-t.tsx";
import type { FieldProps } from "./field.tsx";
import { TextInput } from "./text-input.tsx";

/** A day and a time on the reader's own clock; the schema that takes it is made for the same time zone. */
export function MomentInput({ at, ...props }: FieldProps & { at?: Date | string }) {
  const { timeZone } = useT();
  const value = at ? localText(new Date(at), timeZone) : undefined;
  return <TextInput {...props} type="datetime-local" defaultValue={value} className="moment" />;
}
