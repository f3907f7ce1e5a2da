import { z } from "zod";

/** The files that came with a text, as the form names them (see keptText). */
export const attachments = z.string("invalid_value").max(12_000, "too_long").optional();
