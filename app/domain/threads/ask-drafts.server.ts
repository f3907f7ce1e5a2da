import { createHash, randomBytes } from "node:crypto";
import { prisma } from "../../platform/db.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { tidy } from "../text.ts";

const KEPT_MS = 24 * 3600 * 1000;

/** What is in the ask form's fields, as typed. */
export const DRAFT_FIELDS = [
  "title",
  "categoryId",
  "body",
  "expected",
  "tried",
  "desiredOutcome",
  "tags",
  "attachments",
  "submissionKey",
  "email",
  "anonymous",
] as const;
export type DraftFields = Partial<Record<(typeof DRAFT_FIELDS)[number], string>>;

/** Keeps what somebody typed for a day; gives the key that finds it. Clears those whose day is over. */
export async function keepAskDraft(viewer: Viewer, typed: DraftFields): Promise<string> {
  const fields = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, tidy(text)]));
  const key = randomBytes(24).toString("base64url");
  const accountId = viewer.id === NOBODY ? null : viewer.id;
  await prisma.askDraft.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - KEPT_MS) } } });
  await prisma.askDraft.create({ data: { id: hashed(key), accountId, fields } });
  return key;
}

/** What the key's owner typed. Written before signing in, it is whose key it is; afterwards only their author's. */
export async function findAskDraft(viewer: Viewer, key: string | null): Promise<DraftFields | null> {
  const draft = key ? await prisma.askDraft.findUnique({ where: { id: hashed(key) } }) : null;
  if (!draft || (draft.accountId !== null && draft.accountId !== viewer.id)) return null;
  return draft.createdAt.getTime() > Date.now() - KEPT_MS ? (draft.fields as DraftFields) : null;
}

/** Forgets it: it has been posted. */
export async function dropAskDraft(key: string | null): Promise<void> {
  if (key) await prisma.askDraft.deleteMany({ where: { id: hashed(key) } });
}

const hashed = (key: string) => createHash("sha256").update(key).digest("hex");
