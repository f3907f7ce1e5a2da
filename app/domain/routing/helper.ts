import { z } from "zod";

/** So many are called at once, and so often; then silence leads on to staff. */
export const HELPERS_A_WAVE = 4;
export const WAVES_MAX = 3;
/** Nobody is called more often than this a day. */
export const CALLS_A_DAY = 3;

const routed = z.object({
  helpers: z.array(z.object({ accountId: z.number(), near: z.number(), inCategory: z.number() })),
});

/** Somebody likely to know, and why: solutions to questions like it, and lately in its category. */
export type Helper = z.infer<typeof routed>["helpers"][number];

/** Who an event called; nobody where it says something else. */
export function helpersOf(data: unknown): Helper[] {
  const parsed = routed.safeParse(data);
  return parsed.success ? parsed.data.helpers : [];
}
