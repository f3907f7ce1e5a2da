import { Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { type Detection, privateValuesIn } from "./detect.server.ts";
import { detectionFor } from "./identifiers.server.ts";
import { type MovedValue, saidIn, settlePrivate, withoutPrivate } from "./settle.server.ts";

/** What a verb is given beside its texts. */
export interface WithPrivateValues {
  privateValues?: readonly MovedValue[];
}

/** A form, and who has sent it. */
interface Sent {
  viewer: Viewer;
  form: FormData;
  /** Numbers that the post has given already. */
  taken?: readonly number[];
  purpose?: Detection["purpose"];
}

/** The texts of a form, settled: what is to be private is out of them, and comes beside them. */
export async function settleForm<T extends object, K extends keyof T & string>(
  { viewer, form, taken = [], purpose }: Sent,
  input: T,
  fields: readonly K[],
): Promise<T & WithPrivateValues> {
  const texts = Object.fromEntries(fields.map((field) => [field, asText(input[field])]));
  const detection = { ...(await detectionFor(viewer)), purpose };
  const { texts: settled, moved } = await settlePrivate(texts, saidIn(form), detection, taken);
  const given = fields.filter((field) => input[field] !== undefined);
  const back = given.map((field) => [field, Array.isArray(input[field]) ? linesOf(settled[field]) : settled[field]]);
  return { ...input, ...Object.fromEntries(back), privateValues: moved };
}

/** A message of staff's: a card number does not go out in it, and what else is never harmless only when they say so. */
export const settleResponse = <T extends { body: string }>(sent: Sent, input: T) =>
  settleForm({ ...sent, purpose: "response" }, input, ["body"]);

/** A list is read a line each, as it was typed. */
const asText = (value: unknown) => (Array.isArray(value) ? value.join("\n") : String(value ?? ""));
const linesOf = (text = "") => text.split("\n").filter((line) => line !== "");

/** Whether its sender has decided on something private already: then they have seen the form twice. */
export const hasDecided = (form: FormData) => [...form.keys()].some((name) => /^(?:settle|private)\./.test(name));

/**
 * Refuses lines in which something looks private, for a form without private fields of its own; what stands in the post
 * already has been decided on there.
 */
export async function refusePrivateLines(viewer: Viewer, lines: readonly string[], markdown: string): Promise<void> {
  const said = lines.filter((line) => !markdown.includes(line)).join("\n");
  const found = await privateValuesIn(said, await detectionFor(viewer));
  if (found.length > 0) throw new Invalid("invalid_form", { body: "private_here" });
}

/** Texts that are kept before they are posted: what looks private is not in them. */
export async function withoutPrivateIn<T extends Partial<Record<string, string>>>(
  { viewer, form }: Sent,
  typed: T,
  fields: readonly (keyof T & string)[],
): Promise<T> {
  const { decisions } = saidIn(form);
  const detection = await detectionFor(viewer);
  const kept = fields.map(async (field) => [field, await withoutPrivate(typed[field] ?? "", decisions, detection)]);
  return { ...typed, ...Object.fromEntries(await Promise.all(kept)) };
}
