import type { Prisma, Reading } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { renderMarkdown } from "../../platform/markdown/render.server.ts";
import { mayPassOwnFrom, type Standing, standingTo } from "../accounts/second-person.server.ts";
import { READER_ROLES, type Viewer } from "../accounts/viewer.ts";
import { keptText, LOOSE } from "../attachments/attachment.ts";
import { can } from "../permissions.ts";
import { siteSettings } from "../settings/settings.server.ts";
import { HANDED_ON, READING_REASONS, type ReadingTerms, type ReadingView, type ReturnedReading } from "./reading.ts";

const shown = {
  author: { select: { name: true } },
  attachments: { select: { id: true, name: true }, orderBy: { id: "asc" } },
} satisfies Prisma.ReadingInclude;
type Row = Prisma.ReadingGetPayload<{ include: typeof shown }>;

/** The response of a ticket that waits for a second person, as its viewer may deal with it; not for a requester's eyes. */
export async function waitingReading(viewer: Viewer, ticketId: number): Promise<ReadingView | null> {
  if (!can(viewer, "notes.see", { requesterId: 0, state: "open" })) throw new NotFound();
  const row = await prisma.reading.findFirst({ where: { ticketId, state: "waiting" }, include: shown });
  if (!row) return null;
  const [html, standing, isOvertaken, { selfReviewMinutes }] = await Promise.all([
    renderMarkdown(row.markdown),
    standingTo(prisma, viewer, new Set([row.authorId]), READER_ROLES),
    hasWrittenSince(row),
    siteSettings(),
  ]);
  return { ...viewOf(row, html), isOvertaken, ...standingOf(viewer, row, standing, selfReviewMinutes) };
}

function viewOf({ id, kind, authorId, author, attachments, because, hash, createdAt, terms }: Row, html: string) {
  return {
    ...{ id, kind, authorId, authorName: author.name, html, files: attachments, hash, at: createdAt },
    terms: terms as ReadingTerms,
    because: READING_REASONS.filter((reason) => because.includes(reason)),
  };
}

function standingOf(viewer: Viewer, { createdAt }: Row, standing: Standing, waitMinutes: number) {
  const other = can(viewer, "reading.pass", null) ? ("reader" as const) : ("onlooker" as const);
  return {
    standing: standing === "yes" ? other : standing,
    mayPassOwnFrom: mayPassOwnFrom(createdAt, waitMinutes),
  };
}

const hasWrittenSince = async ({ ticketId, createdAt }: Row) =>
  (await prisma.response.count({ where: { ticketId, isFromStaff: false, createdAt: { gt: createdAt } } })) > 0;

/** What came back to this viewer, or to them in its author's place, and has not been sent since: it goes into its form. */
export async function returnedReading(viewer: Viewer, ticketId: number): Promise<ReturnedReading | null> {
  const row = await prisma.reading.findFirst({
    where: { ticketId, OR: [{ authorId: viewer.id, givenToId: null }, { givenToId: viewer.id }] },
    orderBy: { id: "desc" },
    include: { author: { select: { name: true } } },
  });
  if (!row?.decidedAt || (row.state !== "returned" && row.state !== "withdrawn")) return null;
  const since = { ticketId, authorId: viewer.id, createdAt: { gt: row.decidedAt } };
  if ((await prisma.response.count({ where: since })) > 0) return null;
  const typed = { ...typedOf(row), attachments: keptText(await looseFilesOf(row)) };
  const came = HANDED_ON.find((one) => row.givenToId !== null && one === row.reason) ?? row.state;
  return { kind: row.kind, came, reason: row.reason, authorName: row.author.name, typed };
}

/** Files go back to their writer with the text; those that were sent with another one meanwhile are gone from here. */
const looseFilesOf = ({ authorId, givenToId, decidedAt }: Reading) =>
  prisma.attachment.findMany({
    where: { ...LOOSE, accountId: givenToId ?? authorId, createdAt: decidedAt ?? undefined },
    select: { id: true, name: true },
  });

function typedOf({ kind, markdown: body, terms, because }: Reading): Record<string, string> {
  // A date is chosen anew: it may be past.
  const { waitingUntil: _, isAgain: __, promises: ___, ...kept } = terms as ReadingTerms;
  const asked: Record<string, string> = because.includes("asked") ? { readFirst: "on" } : {};
  return { body, ...kept, ...asked, ...(kind === "ask" ? { next: "ask" } : {}) };
}

/** More than any desk lets lie. */
const LISTED = 200;

/** All responses that wait for a second person, the longest waiting first. */
export async function listReadings(viewer: Viewer) {
  if (!can(viewer, "notes.see", { requesterId: 0, state: "open" })) throw new NotFound();
  const rows = await prisma.reading.findMany({
    where: { state: "waiting" },
    include: { author: { select: { name: true } }, ticket: { select: { id: true, subject: true, dueAt: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: LISTED,
  });
  return rows.map(({ id, ticket, author, because, createdAt }) => ({
    ...{ id, number: ticket.id, subject: ticket.subject, dueAt: ticket.dueAt, at: createdAt },
    authorName: author.name,
    because: READING_REASONS.filter((reason) => because.includes(reason)),
  }));
}
