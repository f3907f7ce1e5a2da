import { useT } from "../i18n/use-t.tsx";
import type { FieldProps } from "./field.tsx";
import { TextInput } from "./text-input.tsx";

/** A day and a time on the reader's own clock; the schema that takes it is made for the same time zone. */
export function MomentInput({ at, ...props }: FieldProps & { at?: Date | string }) {
  const { timeZone } = useT();
  const value = at ? localText(new Date(at), timeZone) : undefined;
  return <TextInput {...props} type="datetime-local" defaultValue={value} className="moment" />;
}

/** `2026-03-02T09:00` as a clock in that zone shows it: Swedish writes dates the way the field wants them. */
function localText(at: Date, timeZone: string) {
  const parts = { timeZone, dateStyle: "short", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat("sv-SE", parts).format(at).replace(" ", "T");
}
