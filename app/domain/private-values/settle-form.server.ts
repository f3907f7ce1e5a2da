import { Invalid } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { type Detection, privateValuesIn } from "./detect.server.ts";
import { detectionFor } from "./identifiers.server.ts";
import { type MovedValue, type Standing, saidIn, settlePrivate, withoutPrivate } from "./settle.server.ts";

/** What a verb is given beside its texts. */
export interface WithPrivateValues {
  privateValues?: readonly MovedValue[];
}

/** A form, who has sent it, and what the post holds that it is about. */
interface Sent extends Standing {
  viewer: Viewer;
  form: FormData;
  purpose?: Detection["purpose"];
}

/** The texts of a form, settled: what is to be private is out of them, and comes beside them. */
export async function settleForm<T extends object, K extends keyof T & string>(
  { viewer, form, purpose, ...standing }: Sent,
  input: T,
  fields: readonly K[],
): Promise<T & WithPrivateValues> {
  const texts = Object.fromEntries(fields.map((field) => [field, asText(input[field])]));
  const detection = { ...(await detectionFor(viewer)), purpose };
  const { texts: settled, moved } = await settlePrivate(texts, saidIn(form), detection, standing);
  const given = fields.filter((field) => input[field] !== undefined);
  const back = given.map((field) => [field, Array.isArray(input[field]) ? linesOf(settled[field]) : settled[field]]);
  return { ...input, ...Object.fromEntries(back), privateValues: moved };
}

/** What staff says to a requester: no card number and no key goes out in it, and what else is never harmless only when they say so. */
export const settleResponse = <T extends object, K extends keyof T & string>(
  sent: Sent,
  input: T,
  fields: readonly K[],
) => settleForm({ ...sent, purpose: "response" }, input, fields);

/** What staff writes for staff: all of it may stay, and what is never harmless only when they say so. */
export const settleNote = <T extends object, K extends keyof T & string>(sent: Sent, input: T, fields: readonly K[]) =>
  settleForm({ ...sent, purpose: "note" }, input, fields);

/** A list is read a line each, as it was typed. */
const asText = (value: unknown) => (Array.isArray(value) ? value.join("\n") : String(value ?? ""));
const linesOf = (text = "") => text.split("\n").filter((line) => line !== "");

/** Whether its sender has decided on something private already: then they have seen the form twice. */
export const hasDecided = (form: FormData) => [...form.keys()].some((name) => /^(?:settle|private)\./.test(name));

/**
 * Refuses texts in which something stands that is never harmless, in a form whose texts have no private fields: what is
 * published to many, or names something.
 */
export async function refusePrivateIn<T extends object>(
  viewer: Viewer,
  input: T,
  fields: readonly (keyof T & string)[],
): Promise<void> {
  await refuseFound({ ...(await detectionFor(viewer)), purpose: "response" }, "private_here", input, fields);
}

/** Refuses whatever looks private in what a customer is called by, or calls something, where everybody reads it. */
export async function refusePrivateName<T extends object>(
  viewer: Viewer,
  input: T,
  fields: readonly (keyof T & string)[],
): Promise<void> {
  await refuseFound(await detectionFor(viewer), "private_name", input, fields);
}

async function refuseFound<T extends object>(
  detection: Detection,
  code: string,
  input: T,
  fields: readonly (keyof T & string)[],
) {
  const wrong: Record<string, string> = {};
  for (const field of fields)
    if ((await privateValuesIn(asText(input[field]), detection)).length > 0) wrong[field] = code;
  if (Object.keys(wrong).length > 0) throw new Invalid("invalid_form", wrong);
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
