import { z } from "zod";
import { id, line } from "../text.ts";
import { PRIORITIES } from "./ticket.ts";
import { DUE, LEVELS, LIVE_STATES, TURNS, UNREAD, VIEW_NAME_MAX } from "./view.ts";

const several = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((given) => values.filter((value): value is T[number] => [given].flat().includes(value)));

/** A filter, as it is stored and as its form sends it. What is not known any more fits everything. */
export const filterSchema = z.object({
  states: several(LIVE_STATES),
  assignee: z.union([z.enum(["anyone", "me", "nobody"]), id]).catch("anyone"),
  level: z.enum(LEVELS).catch("any"),
  categoryId: id.nullable().catch(null),
  priorities: several(PRIORITIES),
  due: z.enum(DUE).catch("any"),
  waitingOn: z.enum(TURNS).catch("any"),
  unread: z.enum(UNREAD).catch("all"),
});

export const viewInput = z.object({
  name: line(VIEW_NAME_MAX),
  isShared: z
    .string()
    .optional()
    .transform((value) => value === "on"),
  filter: filterSchema,
});
export type ViewInput = z.infer<typeof viewInput>;

/** The form of a view: each state and priority has a box of its own. */
export const viewFields = (form: FormData) => ({
  name: form.get("name") ?? undefined,
  isShared: form.get("isShared") ?? undefined,
  filter: {
    ...Object.fromEntries(form),
    states: LIVE_STATES.filter((state) => form.has(`state.${state}`)),
    priorities: PRIORITIES.filter((priority) => form.has(`priority.${priority}`)),
  },
});

export const switchInput = z.object({ is: z.enum(["on", "off"], { error: "required" }) });
export const moveInput = z.object({ is: z.enum(["up", "down"], { error: "required" }) });
