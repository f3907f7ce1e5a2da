import { z } from "zod";
import { INBOX_LISTS } from "./inbox.ts";
import { PACES } from "./mail-pace.ts";
import { MAIL_GROUPS } from "./notification.ts";

const whole = (from: number, to: number) =>
  z.coerce.number<string>("invalid_value").int("invalid_value").min(from, "invalid_value").max(to, "invalid_value");

/** A box that is ticked sends `on`; one that is not sends nothing. */
const ticked = z.literal("on", "invalid_value").optional();

const groups = Object.fromEntries(MAIL_GROUPS.map((group) => [group, ticked])) as Record<
  (typeof MAIL_GROUPS)[number],
  typeof ticked
>;

/** The form of how to be mailed: what is not ticked is off. */
export const mailChoiceInput = z
  .object({
    pace: z.enum(PACES, "invalid_value"),
    digestHour: whole(0, 23),
    digestWeekday: whole(0, 6),
    dailyCap: whole(1, 1_000),
    ...groups,
  })
  .transform(({ pace, digestHour, digestWeekday, dailyCap, ...boxes }) => ({
    pace,
    digestHour,
    digestWeekday,
    dailyCap,
    off: MAIL_GROUPS.filter((group) => boxes[group] === undefined),
  }));

const id = whole(1, 2_147_483_647);

/** What of the inbox to mark, and the page of it to come back to. */
export const readInput = z.object({
  is: z.enum(["on", "off"], "invalid_value").default("on"),
  notice: id.optional(),
  about: z
    .string()
    .regex(/^(case|thread|answer|account)-[1-9]\d{0,9}$/, "invalid_value")
    .optional(),
  upTo: id.default(2_147_483_647),
  at: whole(1, 8.64e15).optional(),
  view: z.enum(INBOX_LISTS, "invalid_value").default("all"),
  before: id.optional(),
});
