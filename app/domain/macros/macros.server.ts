import type { Macro, MacroVersion, Prisma } from "../../generated/prisma/client.ts";
import { prisma, type Tx } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import { mayPassOwnFrom, standingTo } from "../accounts/second-person.server.ts";
import { PUBLISHER_ROLES, type Viewer } from "../accounts/viewer.ts";
import { can, visible } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { type Texts, textFor } from "./macro.ts";
import { recordsOf } from "./rates.server.ts";

/** As many as one desk keeps in sight; beyond it something should be retired. */
const MOST = 500;
/** The composer shows each with its words, in each of its forms. */
const PICKED = 50;
/** A macro's versions, the newest first: what is approved, and what may be being written after it. */
const SHOWN_VERSIONS = 20;

const latest = { versions: { orderBy: { version: "desc" }, take: 2 } } as const satisfies Prisma.MacroInclude;
export type MacroRow = Macro & { versions: MacroVersion[] };

/** What is being written or read, after the approved version; null when nothing is. */
export const draftOf = ({ versions }: MacroRow) => versions.find(({ approvedAt }) => approvedAt === null) ?? null;
/** What may be sent, if it has not expired. */
export const approvedOf = ({ version, versions }: MacroRow) =>
  versions.find((one) => one.version === version && one.approvedAt !== null) ?? null;

export const textsOf = (version: MacroVersion | null) => (version?.texts ?? {}) as Texts;

/** Locks a macro for the rest of the transaction, or not found for whoever is not at the desk. */
export async function lockMacro(tx: Tx, viewer: Viewer, id: number): Promise<MacroRow> {
  await tx.$queryRaw`SELECT 1 FROM "Macro" WHERE id = ${id} FOR UPDATE`;
  const macro = await tx.macro.findFirst({ where: { AND: [{ id }, visible.macros(viewer)] }, include: latest });
  if (!macro) throw new NotFound();
  return macro;
}

/** All macros of the desk by name, with where each stands and how it did. */
export async function listMacros(viewer: Viewer, now = new Date()) {
  if (!can(viewer, "macro.see", null)) throw new NotFound();
  const rows = await prisma.macro.findMany({
    where: { AND: [visible.macros(viewer), { retiredAt: null }] },
    include: { ...latest, category: { select: { name: true } }, owner: { select: { name: true } } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST,
  });
  const records = await recordsOf(rows.map(({ id }) => id));
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, version: row.version, expiresAt: row.expiresAt },
    categoryName: row.category?.name ?? null,
    ownerName: row.owner.name,
    locales: Object.keys(textsOf(approvedOf(row) ?? draftOf(row))),
    isExpired: row.expiresAt !== null && row.expiresAt <= now,
    draft: stageOf(draftOf(row)),
    record: records.get(row.id) ?? { sent: 0, decided: 0, hit: 0, missed: 0 },
  }));
}

const stageOf = (draft: MacroVersion | null) =>
  draft && (draft.submittedAt ? ("in_review" as const) : ("writing" as const));

/** A macro on its page: what is approved, what is being written, and who may do what with it. */
export async function readMacro(viewer: Viewer, id: number) {
  const row = await prisma.macro.findFirst({
    where: { AND: [{ id }, visible.macros(viewer)] },
    include: {
      versions: {
        orderBy: { version: "desc" },
        take: SHOWN_VERSIONS,
        include: { approver: { select: { name: true } } },
      },
      category: { select: { id: true, name: true } },
      owner: { select: { name: true } },
    },
  });
  if (!row) throw new NotFound();
  const [records, draft, { selfReviewMinutes }] = await Promise.all([
    recordsOf([id]),
    describeDraft(viewer, draftOf(row)),
    siteSettings(),
  ]);
  const approved = approvedOf(row);
  return {
    ...{ id, name: row.name, version: row.version, expiresAt: row.expiresAt, retiredAt: row.retiredAt },
    ...{ category: row.category, ownerName: row.owner.name, draft, selfReviewMinutes },
    approved: approved && { texts: textsOf(approved), htmls: await htmlsOf(textsOf(approved)) },
    versions: row.versions.flatMap(({ version, approvedAt, approver }) =>
      approvedAt && approver ? [{ version, approvedAt, approverName: approver.name }] : [],
    ),
    record: records.get(id) ?? { sent: 0, decided: 0, hit: 0, missed: 0 },
    may: { write: can(viewer, "macro.write", null), approve: can(viewer, "macro.approve", null) },
  };
}
export type MacroPage = Awaited<ReturnType<typeof readMacro>>;

async function describeDraft(viewer: Viewer, draft: MacroVersion | null) {
  if (!draft) return null;
  const [standing, htmls, { selfReviewMinutes }] = await Promise.all([
    standingTo(prisma, viewer, new Set(draft.writerIds), PUBLISHER_ROLES),
    htmlsOf(textsOf(draft)),
    siteSettings(),
  ]);
  const { revision, submittedAt, returnedBecause, writerIds } = draft;
  return {
    ...{ revision, submittedAt, returnedBecause, standing, htmls },
    texts: textsOf(draft),
    isMine: writerIds.includes(viewer.id),
    mayPassOwnFrom: submittedAt && mayPassOwnFrom(submittedAt, selfReviewMinutes),
  };
}

async function htmlsOf(texts: Texts) {
  const entries = Object.entries(texts).map(async ([locale, text]) => [locale, await renderMarkdown(text)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** The texts that may be sent in a category now, its own first, each in the requester's language where it has one. */
export async function macrosFor(viewer: Viewer, categoryId: number, locale: string) {
  const rows = await prisma.macro.findMany({
    where: { AND: [visible.macros(viewer), sendable(categoryId)] },
    include: latest,
    orderBy: [{ categoryId: { sort: "asc", nulls: "last" } }, { name: "asc" }, { id: "asc" }],
    take: PICKED,
  });
  return rows.map((row) => ({ id: row.id, name: row.name, text: textFor(textsOf(approvedOf(row)), locale) }));
}

/** Approved, of this category or of all, and not past its day. */
export const sendable = (categoryId: number, now = new Date()) =>
  ({
    ...{ retiredAt: null, version: { gt: 0 }, expiresAt: { gt: now } },
    OR: [{ categoryId }, { categoryId: null }],
  }) satisfies Prisma.MacroWhereInput;
