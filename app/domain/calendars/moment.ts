import { z } from "zod";
import { instantOf } from "./zone.ts";

/** Dates further away are typing errors. */
const FURTHEST_MS = 5 * 365 * 86_400_000;

/**
 * A moment still to come, as a `datetime-local` field gives it: the time of the writer's clock, so the schema is made
 * for the writer's time zone.
 */
export const future = (timeZone: string) =>
  z
    .string({ error: "required" })
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, "invalid_date")
    .transform((text) => Date.parse(`${text.slice(0, 16)}:00Z`) / 1000)
    .refine(Number.isFinite, "invalid_date")
    .transform((local) => new Date(instantOf(timeZone, local) * 1000))
    .refine((at) => at.getTime() > Date.now(), "not_in_future")
    .refine((at) => at.getTime() < Date.now() + FURTHEST_MS, "too_far");
