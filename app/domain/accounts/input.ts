import { z } from "zod";
import { Role } from "../../generated/prisma/enums.ts";
import { line, tidy } from "../text.ts";

export const NAME_MAX = 80;
export const PASSWORD_MIN = 10;
/** Longer than any passphrase; a bound, because hashing costs. */
export const PASSWORD_MAX = 200;
export const CODE_LENGTH = 6;

/** What stands in addresses of the plain kind: nothing that is quoted, grouped or cannot be seen. */
const MAIL_NAME = String.raw`[^\s\p{Cc}\p{Cf}\p{Cs}@<>"(),:;\\[\]]`;

/** An address as we keep it: one of the plain kind, in lower case. Errors: required, invalid_email, too_long. */
export const email = z
  .string({ error: "required" })
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(1, "required")
      .max(254, "too_long")
      .regex(new RegExp(`^${MAIL_NAME}+@${MAIL_NAME}+\\.(?!.*\\.)${MAIL_NAME}{2,}$`, "u"), "invalid_email"),
  )
  .refine((text) => (text.split("@")[0]?.length ?? 0) <= 64 && !text.includes(".."), "invalid_email");

/** Kept as typed but for Unicode's forms, so that any keyboard gives the same password. */
const password = z
  .string({ error: "required" })
  .transform((text) => text.normalize("NFKC"))
  .refine((text) => text.length <= PASSWORD_MAX, "too_long");

export const newPassword = password.refine((text) => text.length >= PASSWORD_MIN, "password_too_short");

export const signInInput = z.object({ email, password: password.refine((text) => text.length > 0, "required") });
export const codeRequestInput = z.object({ email });
export const codeInput = z.object({
  email,
  code: z
    .string({ error: "required" })
    .transform((text) => tidy(text).replace(/\D/g, ""))
    .refine((digits) => digits.length === CODE_LENGTH, "invalid_code"),
});
export const roleInput = z.object({ email, name: line(NAME_MAX).or(z.literal("")), role: z.enum(Role) });
export const signUpInput = z.object({ name: line(NAME_MAX), email });
export const profileInput = z.object({
  name: line(NAME_MAX),
  locale: z.string().max(10),
  timeZone: z.string().max(64),
});
/** The present password is asked for only where there is one. */
export const passwordInput = z.object({ present: z.string().max(PASSWORD_MAX).default(""), password: newPassword });
