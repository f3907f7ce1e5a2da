import { z } from "zod";
import type { WithPrivateValues } from "../private-values/settle-form.server.ts";
import type { Settings } from "../settings/settings.ts";
import { body, line, optionalBody } from "../text.ts";
import { CAUSES, GIVERS, minorOf } from "./goodwill.ts";
import { REASON_MAX } from "./ticket.ts";

type Terms = Settings["goodwill"];

/** The step that the form's reader knew as the last; 0 for none. */
const seenStep = z.coerce
  .number<string>({ error: "invalid_value" })
  .int("invalid_value")
  .min(0, "invalid_value")
  .max(2_147_483_647, "invalid_value");

const amountIn = (currency: string, least: number) =>
  z.string({ error: "required" }).transform((typed, context) => {
    const minor = minorOf(typed, currency);
    if (minor !== null && minor >= least) return minor;
    context.addIssue({ code: "custom", message: typed.trim() === "" ? "required" : "invalid_amount" });
    return z.NEVER;
  });

const thing = ({ kinds, currency }: Terms) => ({
  kind: z.enum(kinds as [string, ...string[]], { error: "invalid_value" }),
  amount: amountIn(currency, 1),
  seenStep,
});

/** What the requester asks for, and why. */
export const goodwillAskInput = (terms: Terms) => z.object({ ...thing(terms), words: body(REASON_MAX) });
export type GoodwillAskInput = z.infer<ReturnType<typeof goodwillAskInput>> & WithPrivateValues;

/** What staff offers; `words` are for the requester. */
export const goodwillOfferInput = (terms: Terms) =>
  z.object({
    ...thing(terms),
    cause: z.enum(CAUSES, { error: "required" }),
    words: optionalBody(REASON_MAX),
  });
export type GoodwillOfferInput = z.infer<ReturnType<typeof goodwillOfferInput>> & WithPrivateValues;

export const goodwillAnswerInput = z.object({ is: z.enum(["accepted", "declined"], { error: "required" }), seenStep });
export type GoodwillAnswerInput = z.infer<typeof goodwillAnswerInput>;

export const goodwillApprovalInput = z.object({ seenStep, hasReread: z.literal("on").optional() });
export type GoodwillApprovalInput = z.infer<typeof goodwillApprovalInput>;

export const goodwillRefusalInput = z.object({ seenStep, words: body(REASON_MAX) });
export type GoodwillRefusalInput = z.infer<typeof goodwillRefusalInput> & WithPrivateValues;

export const goodwillDeliveryInput = z.object({ seenStep });
export type GoodwillDeliveryInput = z.infer<typeof goodwillDeliveryInput>;

const currency = z
  .string({ error: "required" })
  .trim()
  .toUpperCase()
  .refine((code) => Intl.supportedValuesOf("currency").includes(code), "invalid_currency");

const kindLines = z
  .string({ error: "required" })
  .transform((text) => [...new Set(text.split("\n").map((kind) => kind.trim()))].filter((kind) => kind !== ""))
  .pipe(
    z
      .array(line(80).pipe(z.string().min(2, "too_short")))
      .min(1, "required")
      .max(20, "too_many"),
  );

const LIMITS = GIVERS.flatMap((role) => [`${role}.once`, `${role}.month`] as const);
type LimitField = (typeof LIMITS)[number];

const days = z.coerce.number<string>({ error: "invalid_number" }).int("invalid_number");

/** The terms as a form sends them: the limits as amounts, a field each. */
export const goodwillTermsInput = z
  .object({
    currency,
    kinds: kindLines,
    days: days.min(1, "invalid_number").max(90, "invalid_number"),
    customerYear: z.string({ error: "required" }),
    ...(Object.fromEntries(LIMITS.map((name) => [name, z.string({ error: "required" })])) as Record<
      LimitField,
      z.ZodString
    >),
  })
  .transform((fields, context) => {
    const limit = (name: LimitField | "customerYear") => {
      const minor = minorOf(fields[name], fields.currency);
      if (minor === null) context.addIssue({ code: "custom", path: [name], message: "invalid_amount" });
      return minor ?? 0;
    };
    const limits = GIVERS.map((role) => [role, { once: limit(`${role}.once`), month: limit(`${role}.month`) }]);
    const { currency, kinds, days } = fields;
    const customerYear = limit("customerYear");
    return { currency, kinds, days, customerYear, limits: Object.fromEntries(limits) as Terms["limits"] };
  });
export type GoodwillTermsInput = z.infer<typeof goodwillTermsInput>;
