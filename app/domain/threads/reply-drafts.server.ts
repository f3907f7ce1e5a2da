import { randomBytes } from "node:crypto";
import { prisma } from "../../platform/db.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { authorize } from "../permissions.ts";
import { withoutPrivateIn } from "../private-values/settle-form.server.ts";
import { asOf, clearDrafts, type DraftName, draftIn, keptFields, keyIn } from "./drafts.server.ts";
import { requireThread } from "./threads.server.ts";

/** A reply that its author has begun and not sent; nobody else is ever given it. */
export interface ReplyDraft {
  key: string;
  /** When it was last written in, as its form says it: ISO 8601. */
  at: string;
  body: string;
  /** The post it answers; empty for none. */
  replyTo: string;
  attachments: string;
}

/** More of one thread are not shown. */
const SHOWN = 5;

/**
 * What the viewer, whose id is $2, has begun to reply to the thread that a query reads as `thread`, the latest first. What a form
 * had kept on its way when it was sent is none any more.
 */
export const DRAFTS_OF_REPLY = `CASE WHEN $2::int > 0 THEN (SELECT json_agg(json_build_object('key', begun.id, 'at', begun.at, 'body', begun.fields->>'body',
      'replyTo', begun.fields->>'replyTo', 'attachments', begun.fields->>'attachments') ORDER BY begun.at DESC)
    FROM (SELECT draft.id, draft.fields, to_char(draft."updatedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at FROM "Draft" draft
      WHERE draft."accountId" = $2 AND draft."threadId" = thread.id AND draft."updatedAt" > now() - interval '90 days'
        AND NOT EXISTS (SELECT FROM "Post" WHERE "submissionKey" = $2::text || ':' || (draft.fields->>'form'))
      ORDER BY draft."updatedAt" DESC LIMIT ${SHOWN}) AS begun) END`;

const FIELDS = ["body", "replyTo", "attachments"] as const;

/**
 * Keeps a reply that is being written: in the draft that its form goes on with, or in a new one where there is none or another
 * tab or device has written in it since. So of two that go on with the same words each keeps its own. An empty one is forgotten.
 */
export async function keepReplyDraft(viewer: Viewer, threadId: number, form: FormData): Promise<DraftName> {
  const thread = await requireThread(viewer, threadId);
  authorize(viewer, "thread.reply", thread);
  const raw = Object.fromEntries(FIELDS.map((name) => [name, String(form.get(name) ?? "")]));
  if (raw.body?.trim() === "") return forget(viewer, threadId, form);
  const typed = await withoutPrivateIn({ viewer, form }, raw, ["body"]);
  const fields = { ...keptFields(typed), form: keyOf(form) };
  const { draft, draftAt } = draftIn(form);
  const now = new Date();
  const whose = { accountId: viewer.id, threadId };
  const where = { id: draft, ...whose, ...asOf(draftAt) };
  const { count } = await prisma.draft.updateMany({ where, data: { fields, updatedAt: now } });
  if (count > 0) return { draft, draftAt: now.toISOString() };
  await clearDrafts({ accountId: viewer.id, threadId: { not: null } }, now);
  const id = randomBytes(24).toString("base64url");
  await prisma.draft.create({ data: { id, ...whose, fields, updatedAt: now } });
  return { draft: id, draftAt: now.toISOString() };
}

async function forget(viewer: Viewer, threadId: number, form: FormData): Promise<DraftName> {
  await dropReplyDraft(viewer, threadId, form);
  return { draft: "", draftAt: "" };
}

/** Forgets what the form goes on with: it was sent, or is not wanted. What was written in it elsewhere meanwhile stays. */
export async function dropReplyDraft(viewer: Viewer, threadId: number, form: FormData): Promise<void> {
  const { draft, draftAt } = draftIn(form);
  if (draft === "") return;
  const asKnown = { id: draft, ...asOf(draftAt) };
  const byThisForm = { fields: { path: ["form"], equals: keyOf(form) } };
  const key = keyOf(form) === "" ? [asKnown] : [asKnown, byThisForm];
  await prisma.draft.deleteMany({ where: { accountId: viewer.id, threadId, OR: key } });
}

const keyOf = (form: FormData) => keyIn(form, "submissionKey");
