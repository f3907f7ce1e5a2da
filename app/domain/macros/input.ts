import { z } from "zod";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import { id, line, optionalBody } from "../text.ts";
import { MACRO_MODES, NAME_MAX, REASON_MAX, TEXT_MAX, type Texts } from "./macro.ts";

const TEXT = /^text\.([a-z]{2})$/;
const reason = optionalBody(REASON_MAX);

/** What a macro is called and says, in each language as `text.en`; `revision` is the one its writer read, none for a new one. */
export const macroInput = z
  .object({
    name: line(NAME_MAX),
    categoryId: z.literal("").or(id).optional(),
    revision: id.optional(),
  })
  .catchall(optionalBody(TEXT_MAX))
  .transform(({ name, categoryId, revision, ...rest }) => ({
    name,
    categoryId: categoryId || null,
    revision,
    texts: textsIn(rest),
  }))
  .refine(({ texts }) => Object.keys(texts).length > 0, { path: ["text.en"], error: "required" });
export type MacroInput = z.infer<typeof macroInput>;

/** Its texts by the names of their fields, and those names. */
export function macroFields({ name, texts }: MacroInput): [Record<string, string>, string[]] {
  const all = { name, ...Object.fromEntries(Object.entries(texts).map(([locale, text]) => [`text.${locale}`, text])) };
  return [all, Object.keys(all)];
}

function textsIn(fields: Record<string, unknown>): Texts {
  const texts = Object.entries(fields).map(([name, text]) => [TEXT.exec(name)?.[1] ?? "", String(text)] as const);
  return Object.fromEntries(texts.filter(([locale, text]) => locale !== "" && text !== ""));
}

/** Approving the revision that was read; `hasReread` by whoever approves their own, there being nobody else. */
export const approvalInput = z.object({ revision: id, hasReread: z.literal("on").optional() });
export type ApprovalInput = z.infer<typeof approvalInput>;

export const returnInput = z.object({ revision: id, reason: reason.refine((text) => text !== "", "required") });
export type ReturnInput = z.infer<typeof returnInput>;

export const modeInput = z.object({ categoryId: id, mode: z.enum(MACRO_MODES, { error: "invalid_value" }) });
export type ModeInput = z.infer<typeof modeInput>;

/** What no approved text said. */
export const gapInput = z.object({ words: reason, seenVersion: id });
export type GapInput = z.infer<typeof gapInput> & WithPrivateValues;
