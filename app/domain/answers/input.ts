import { z } from "zod";
import type { Outcome } from "../../generated/prisma/enums.ts";
import { body, id, line, optionalBody } from "../text.ts";
import type { VisitorsVerdict } from "../threads/visitors-word.ts";
import { ANSWER_MAX, REASON_MAX, TITLE_MAX } from "./answer.ts";

const asOneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** What a new answer is for: a ticket's finding, a thread, or a matter of some category, such as what people searched for. */
export const draftInput = z.union([
  z.object({ ticketId: id }),
  z.object({ threadId: id }),
  z.object({ categoryId: id, title: optionalBody(TITLE_MAX).transform(asOneLine) }),
]);
export type DraftInput = z.infer<typeof draftInput>;

/** A text half written is a text too: only what is submitted must be complete. `revision` is the one the writer read. */
export const saveInput = z.object({
  title: optionalBody(TITLE_MAX).transform(asOneLine),
  body: optionalBody(ANSWER_MAX),
  changeNote: optionalBody(REASON_MAX),
  revision: id,
});
export type SaveInput = z.infer<typeof saveInput>;

export const submitInput = z.object({
  title: line(TITLE_MAX),
  body: body(ANSWER_MAX),
  changeNote: optionalBody(REASON_MAX),
  revision: id,
});

const SETTLED = "settled.";

/** The reviewer's form: the revision they read, and for each finding why it is not personal, as `settled.<key>`. */
export const publishInput = z
  .object({ revision: id, hasReread: z.literal("on").optional() })
  .catchall(optionalBody(REASON_MAX))
  .transform(({ revision, hasReread, ...rest }) => ({
    revision,
    hasReread: hasReread === "on",
    settled: Object.fromEntries(
      Object.entries(rest).flatMap(([name, reason]) =>
        name.startsWith(SETTLED) ? [[name.slice(SETTLED.length), reason.trim()]] : [],
      ),
    ) as Record<string, string>,
  }));
export type PublishInput = z.infer<typeof publishInput>;

export const returnInput = z.object({ revision: id, reason: body(REASON_MAX) });
export type ReturnInput = z.infer<typeof returnInput>;

export const retractInput = z.object({ reason: body(REASON_MAX) });
export type RetractInput = z.infer<typeof retractInput>;

export const linkInput = z.object({ threadId: id, is: z.enum(["on", "off"]) });
export type LinkInput = z.infer<typeof linkInput>;

/** "Did it work for you?", said of the version that was read. */
export const outcomeInput = z.object({
  verdict: z
    .enum(["worked", "failed"], "invalid_value")
    .transform((verdict): Outcome => (verdict === "worked" ? "worked" : "didnt")),
  version: id,
});
export type OutcomeInput = z.infer<typeof outcomeInput>;

const SAID = { worked: "worked", failed: "didnt", withdrawn: "withdrawn" } as const satisfies Record<
  string,
  VisitorsVerdict
>;
const WORDS = Object.keys(SAID) as (keyof typeof SAID)[];

/** The same without an account, where it can be taken back. */
export const visitorsOutcomeInput = z.object({
  verdict: z.enum(WORDS, "invalid_value").transform((verdict) => SAID[verdict]),
  version: id,
});
