import { z } from "zod";
import { future } from "../calendars/moment.ts";
import { body, id, line, submissionKey } from "../text.ts";
import { BODY_MAX, TITLE_MAX } from "./thread.ts";

/** What everybody is told while a surge lasts. */
export interface SurgeNotice {
  reason: string;
  endsAt: Date;
  /** The known problem, where people join; null where not everybody may read it. */
  threadId: number | null;
}

/** How much longer targets may be made. */
export const SURGE_FACTORS = [1, 1.5, 2, 3, 4] as const;
const LONGEST_DAYS = 14;

/** A surge as a form switches it on; its end is a moment of the writer's own clock. */
export const surgeInput = (timeZone: string) =>
  z.object({
    title: line(TITLE_MAX),
    body: body(BODY_MAX),
    categoryId: id,
    until: future(timeZone).refine((at) => at.getTime() < Date.now() + LONGEST_DAYS * 86_400_000, "too_far"),
    factor: z.coerce
      .number<string>({ error: "invalid_value" })
      .refine((factor) => SURGE_FACTORS.some((one) => one === factor), "invalid_value"),
    submissionKey,
  });
export type SurgeInput = z.infer<ReturnType<typeof surgeInput>>;
