import { createHash, randomBytes } from "node:crypto";
import { prisma } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { withoutPrivateIn } from "../private-values/settle-form.server.ts";
import { tidy } from "../text.ts";
import { ASK_TEXTS } from "./input.ts";

const DAY_MS = 24 * 3600 * 1000;
/** What somebody typed on their way to signing in, or to a second look. */
const KEPT_MS = DAY_MS;
/** What a member has begun. */
const MEMBERS_KEPT_MS = 90 * DAY_MS;
const MOST_OF_A_MEMBER = 20;
const LISTED = 5;

/** What is in the ask form's fields, as typed. */
export const DRAFT_FIELDS = [
  "title",
  "categoryId",
  "body",
  "expected",
  "tried",
  "desiredOutcome",
  "questions",
  "tags",
  "attachments",
  "submissionKey",
  "email",
  "anonymous",
] as const;
export type DraftFields = Partial<Record<(typeof DRAFT_FIELDS)[number], string>>;

/** What a form of the question has in its fields; what looks private is left out, since a draft is kept as it stands. */
export async function draftFieldsOf(viewer: Viewer, form: FormData): Promise<DraftFields> {
  const typed: DraftFields = Object.fromEntries(DRAFT_FIELDS.map((name) => [name, String(form.get(name) ?? "")]));
  return withoutPrivateIn({ viewer, form }, typed, [...ASK_TEXTS, "tags"]);
}

/**
 * Keeps what somebody typed, in the draft they have the key of or in a new one: each form has its own, so two tabs never
 * write over one another. Gives the key that finds it, and clears those whose time is over.
 */
export async function keepAskDraft(viewer: Viewer, typed: DraftFields, key = ""): Promise<string> {
  const fields = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, tidy(text)]));
  const accountId = viewer.id === NOBODY ? null : viewer.id;
  const now = new Date();
  const own = accountId !== null && key !== "" ? { AND: [named(viewer, key), { accountId }] } : null;
  const kept = own && (await prisma.askDraft.updateMany({ where: own, data: { fields, updatedAt: now } }));
  if (kept && kept.count > 0) return key;
  await clearDrafts(accountId, now);
  const fresh = randomBytes(24).toString("base64url");
  await prisma.askDraft.create({ data: { id: hashed(fresh), accountId, fields } });
  return fresh;
}

async function clearDrafts(accountId: number | null, now: Date) {
  const before = (age: number) => ({ lt: new Date(now.getTime() - age) });
  await prisma.askDraft.deleteMany({
    where: { OR: [{ accountId: null, createdAt: before(KEPT_MS) }, { updatedAt: before(MEMBERS_KEPT_MS) }] },
  });
  if (accountId === null) return;
  const order = { updatedAt: "desc" } as const;
  const surplus = await prisma.askDraft.findMany({ where: { accountId }, orderBy: order, skip: MOST_OF_A_MEMBER - 1 });
  await prisma.askDraft.deleteMany({ where: { id: { in: surplus.map(({ id }) => id) } } });
}

/** What the key's owner typed. Written before signing in, it is whose key it is; afterwards only their author's. */
export async function findAskDraft(viewer: Viewer, key: string | null): Promise<DraftFields | null> {
  const draft = key ? await prisma.askDraft.findFirst({ where: named(viewer, key) }) : null;
  if (!draft || (draft.accountId !== null && draft.accountId !== viewer.id)) return null;
  const age = Date.now() - draft.updatedAt.getTime();
  return age < (draft.accountId === null ? KEPT_MS : MEMBERS_KEPT_MS) ? (draft.fields as DraftFields) : null;
}

/** A question that its author has begun. */
export interface ListedDraft {
  /** Finds it, for its author alone. */
  key: string;
  title: string;
  at: Date;
}

/** What the viewer has begun to ask and not asked yet, the latest first. */
export async function listAskDrafts(viewer: Viewer): Promise<ListedDraft[]> {
  if (viewer.id === NOBODY) return [];
  const since = { gt: new Date(Date.now() - MEMBERS_KEPT_MS) };
  const where = { accountId: viewer.id, updatedAt: since };
  const rows = await prisma.askDraft.findMany({ where, orderBy: { updatedAt: "desc" }, take: LISTED });
  return rows.map(({ id, fields, updatedAt }) => ({ key: id, title: titleOf(fields as DraftFields), at: updatedAt }));
}

const TITLE_SHOWN = 100;
const titleOf = ({ title = "", body = "" }: DraftFields) =>
  (title.trim() || body.trim()).split("\n", 1)[0]?.slice(0, TITLE_SHOWN).toWellFormed() ?? "";

/** Forgets it: it has been posted, or is not wanted any more. */
export async function dropAskDraft(viewer: Viewer, key: string | null): Promise<void> {
  if (!key) return;
  const mine = { OR: [{ accountId: null }, { accountId: viewer.id }] };
  await prisma.askDraft.deleteMany({ where: { AND: [named(viewer, key), mine] } });
}

const HASH = /^[\da-f]{64}$/;

/** By the key that was given out, or by the row's own name for whoever it belongs to. */
const named = (viewer: Viewer, key: string) => ({
  OR: [{ id: hashed(key) }, ...(viewer.id !== NOBODY && HASH.test(key) ? [{ id: key, accountId: viewer.id }] : [])],
});

const hashed = (key: string) => createHash("sha256").update(key).digest("hex");
