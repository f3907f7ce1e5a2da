import { createHash, randomBytes } from "node:crypto";
import { prisma } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { withoutPrivateIn } from "../private-values/settle-form.server.ts";
import { asOf, clearDrafts, type DraftName, draftsOf, KEPT_MS, keptFields, MEMBERS_KEPT_MS } from "./drafts.server.ts";
import { ASK_TEXTS } from "./input.ts";

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
 * write over one another, and what has gone on elsewhere meanwhile stays as it is. Gives the key that finds it.
 */
export async function keepAskDraft(
  viewer: Viewer,
  typed: DraftFields,
  { draft, draftAt }: DraftName,
): Promise<DraftName> {
  const fields = keptFields(typed);
  const accountId = viewer.id === NOBODY ? null : viewer.id;
  const now = new Date();
  const own =
    accountId !== null && draft !== "" ? { AND: [named(viewer, draft), { accountId }], ...asOf(draftAt) } : null;
  const kept = own && (await prisma.draft.updateMany({ where: own, data: { fields, updatedAt: now } }));
  if (kept && kept.count > 0) return { draft, draftAt: now.toISOString() };
  await clearDrafts({ accountId, threadId: null }, now);
  const fresh = randomBytes(24).toString("base64url");
  await prisma.draft.create({ data: { id: hashed(fresh), accountId, fields, updatedAt: now } });
  return { draft: fresh, draftAt: now.toISOString() };
}

/** What the key's owner typed. Written before signing in, it is whose key it is; afterwards only their author's. */
export async function findAskDraft(viewer: Viewer, key: string | null): Promise<FoundDraft | null> {
  const draft = key ? await prisma.draft.findFirst({ where: named(viewer, key) }) : null;
  if (!draft || (draft.accountId !== null && draft.accountId !== viewer.id)) return null;
  const age = Date.now() - draft.updatedAt.getTime();
  return age < (draft.accountId === null ? KEPT_MS : MEMBERS_KEPT_MS)
    ? { fields: draft.fields as DraftFields, at: draft.updatedAt }
    : null;
}

interface FoundDraft {
  fields: DraftFields;
  at: Date;
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
  const where = draftsOf({ accountId: viewer.id, threadId: null });
  const rows = await prisma.draft.findMany({ where, orderBy: { updatedAt: "desc" }, take: LISTED });
  return rows.map(({ id, fields, updatedAt }) => ({ key: id, title: titleOf(fields as DraftFields), at: updatedAt }));
}

const TITLE_SHOWN = 100;
const titleOf = (fields: DraftFields) => {
  const words = ASK_TEXTS.map((name) => fields[name]?.trim()).find(Boolean) ?? "";
  return words.split("\n", 1)[0]?.slice(0, TITLE_SHOWN).toWellFormed() ?? "";
};

/** Forgets it: it has been posted, or is not wanted any more. */
export async function dropAskDraft(viewer: Viewer, key: string | null): Promise<void> {
  if (!key) return;
  const mine = { OR: [{ accountId: null }, { accountId: viewer.id }] };
  await prisma.draft.deleteMany({ where: { AND: [named(viewer, key), mine] } });
}

const HASH = /^[\da-f]{64}$/;

/** By the key that was given out, or by the row's own name for whoever it belongs to. */
const named = (viewer: Viewer, key: string) => ({
  threadId: null,
  OR: [{ id: hashed(key) }, ...(viewer.id !== NOBODY && HASH.test(key) ? [{ id: key, accountId: viewer.id }] : [])],
});

const hashed = (key: string) => createHash("sha256").update(key).digest("hex");
