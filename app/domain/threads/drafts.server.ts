import { prisma } from "../../platform/db.server.ts";
import { Invalid } from "../../platform/errors.ts";
import { tidy } from "../text.ts";
import { BODY_MAX } from "./thread.ts";

const DAY_MS = 24 * 3600 * 1000;
/** What somebody typed on their way to signing in, or to a second look. */
export const KEPT_MS = DAY_MS;
/** What a member has begun. */
export const MEMBERS_KEPT_MS = 90 * DAY_MS;
/** As many questions, and as many replies. */
const MOST_OF_A_MEMBER = 20;

/** Which draft a form goes on with, and as of when: in another tab, or elsewhere, it may have gone on meanwhile. */
export interface DraftName {
  draft: string;
  /** ISO 8601; empty where the form does not know. */
  draftAt: string;
}

export const draftIn = (form: FormData): DraftName => ({
  draft: keyIn(form, "draft"),
  draftAt: String(form.get("draftAt") ?? ""),
});

/** A key that a form names; what none looks like names nothing. */
export const keyIn = (form: FormData, field: string) => /^[\w-]{1,128}$/.exec(String(form.get(field) ?? ""))?.[0] ?? "";

/** The draft as the form knows it, and not what has been written into it since. */
export const asOf = (draftAt: string) => (Number.isNaN(Date.parse(draftAt)) ? {} : { updatedAt: new Date(draftAt) });

/** What was typed, as it is kept; more than any post holds is left to the browser it is in. */
export function keptFields(typed: Partial<Record<string, string>>): Record<string, string> {
  const fields = Object.entries(typed).map(([name, text = ""]) => [name, tidy(text)] as const);
  const long = fields.filter(([, text]) => text.length > BODY_MAX);
  if (long.length > 0) throw new Invalid("invalid_form", Object.fromEntries(long.map(([name]) => [name, "too_long"])));
  return Object.fromEntries(fields);
}

interface Whose {
  accountId: number | null;
  threadId: null | { not: null } | number;
}

/** Somebody's drafts whose time is not over. */
export const draftsOf = (whose: Whose) => ({ ...whose, updatedAt: { gt: new Date(Date.now() - MEMBERS_KEPT_MS) } });

/** Clears whose time is over, and makes room for one more of somebody's: the ones not touched for longest go. */
export async function clearDrafts(whose: Whose, now: Date) {
  const before = (age: number) => ({ lt: new Date(now.getTime() - age) });
  await prisma.draft.deleteMany({
    where: { OR: [{ accountId: null, createdAt: before(KEPT_MS) }, { updatedAt: before(MEMBERS_KEPT_MS) }] },
  });
  if (whose.accountId === null) return;
  const order = { updatedAt: "desc" } as const;
  const surplus = await prisma.draft.findMany({ where: whose, orderBy: order, skip: MOST_OF_A_MEMBER - 1 });
  await prisma.draft.deleteMany({ where: { id: { in: surplus.map(({ id }) => id) } } });
}
