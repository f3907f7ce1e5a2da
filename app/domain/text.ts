import { z } from "zod";

/** Characters no text keeps: NUL, which Postgres refuses, and the other controls but tab and line breaks. */
const CONTROLS = /[^\P{Cc}\t\n]/gu;

/** Text as it is stored: well-formed Unicode, NFC, one kind of line break, no control characters. */
export function tidy(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(CONTROLS, "").normalize("NFC");
}

/** Something visible: not only spaces, zero-width or other invisible characters. */
const hasInk = (text: string) => /[^\p{Z}\p{C}\p{M}\u115F\u1160\u2800\u3164]/u.test(text);

const inOneLine = (text: string) =>
  tidy(text)
    .replace(/[\s\u2028\u2029]+/gu, " ")
    .trim();

/** One line, such as a title: line breaks become spaces. Errors: required, too_long. */
export const line = (max: number) =>
  z
    .string({ error: "required" })
    .transform(inOneLine)
    .refine(hasInk, "required")
    .refine((text) => text.length <= max, "too_long");

/** One line that may be left empty. Errors: too_long. */
export const optionalLine = (max: number) =>
  z
    .string({ error: "invalid_value" })
    .default("")
    .transform((text) => (hasInk(text) ? inOneLine(text) : ""))
    .refine((text) => text.length <= max, "too_long");

/** A body that must say something. Errors: required, too_long. */
export const body = (max: number) =>
  z
    .string({ error: "required" })
    .transform((text) => tidy(text).trimEnd())
    .refine(hasInk, "required")
    .refine((text) => text.length <= max, "too_long");

/** A body that may be left empty. Errors: too_long. */
export const optionalBody = (max: number) =>
  z
    .string({ error: "invalid_value" })
    .default("")
    .transform((text) => (hasInk(text) ? tidy(text).trimEnd() : ""))
    .refine((text) => text.length <= max, "too_long");

/** A row's id in a form. */
export const id = z.coerce
  .number<string>({ error: "invalid_value" })
  .int("invalid_value")
  .positive("invalid_value")
  .max(2_147_483_647, "invalid_value");

/** Made with the form, so that the same form sent twice does its work once. */
export const submissionKey = z
  .string()
  .regex(/^[\w-]{8,64}$/, "invalid_value")
  .optional();

/** Words to look for, one a line, each once. Errors: too_many, too_long, too_short. */
export const wordsByLine = z
  .string({ error: "invalid_value" })
  .default("")
  .transform((text) => [
    ...new Set(
      tidy(text)
        .split("\n")
        .map((word) => word.trim())
        .filter(Boolean),
    ),
  ])
  .refine((words) => words.length <= 500, "too_many")
  .refine((words) => words.every((word) => word.length <= 80), "too_long")
  .refine((words) => words.every((word) => word.length >= 2), "too_short");

/** A few rows' ids in a form: "12 15"; anything else in it is left out. */
export const fewIds = z
  .string()
  .transform((text) => (text.match(/\b[1-9]\d{0,8}\b/g) ?? []).slice(0, 10).map(Number))
  .optional();
