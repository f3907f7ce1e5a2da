import { typedIn } from "../../platform/http.server.ts";

/** What was typed in a contact form, for a form of the case: in this one answer alone, and kept nowhere. */
export interface Carried {
  carried: Record<string, string>;
}

/** The boxes of a contact form, in the order in which they are read. */
const BOXES = ["title", "body", "expected", "tried", "questions", "desiredOutcome"] as const;

/** All that was typed as one message; files and private fields go along, and what the form said of itself stays behind. */
export function carriedFrom(form: FormData): Carried {
  const { submissionKey, earlier, seen, draft, for: grant, back, ...typed } = typedIn(form);
  const body = BOXES.map((name) => typed[name]?.trim() ?? "").filter(Boolean);
  return { carried: { ...typed, body: body.join("\n\n") } };
}
