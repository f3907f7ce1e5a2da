import type { Prisma } from "../../generated/prisma/client.ts";
import { prisma, read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { imagesAsWords } from "../../platform/markdown/images.ts";
import { renderMany } from "../../platform/markdown/render.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { can, visible } from "../permissions.ts";
import { ASKED_ROLES, type TalkRow, type TalkView } from "./talk.ts";

/** More than anybody lets lie; the count stops there too. */
const LISTED = 100;
const WORDS_MAX = 200;

const name = { select: { name: true } } as const;
const listed = {
  askedBy: name,
  asked: name,
  notes: { orderBy: { id: "asc" }, take: 1, select: { markdown: true } },
} satisfies Prisma.SideTalkInclude;
type Row = Prisma.SideTalkGetPayload<{ include: typeof listed }>;

/** What waits for an answer of the viewer's, asked by name or of their role; never what they have asked themselves. */
const askedOf = ({ id, role }: Viewer): Prisma.SideTalkWhereInput => ({
  ...{ answeredAt: null, closedAt: null, askedById: { not: id } },
  OR: [{ askedId: id }, ...(role ? [{ askedRole: role }] : [])],
});

/** For a lead, what others were asked and nobody has answered in time; null for everybody else. A question has one of the two columns. */
function lateFor(viewer: Viewer): Prisma.SideTalkWhereInput | null {
  const { id, role } = viewer;
  if (!role || !can(viewer, "talk.oversee", null)) return null;
  return {
    ...{ answeredAt: null, closedAt: null, overdueAt: { not: null }, askedById: { not: id } },
    OR: [{ askedId: { not: id } }, { askedRole: { not: role } }],
  };
}

/** How many wait for an answer of the viewer's, or of anybody's whom they lead; counted no further than they are listed. */
export async function countAsked(viewer: Viewer): Promise<number> {
  if (viewer.kind !== "staff") return 0;
  const late = lateFor(viewer);
  const where = late ? { OR: [askedOf(viewer), late] } : askedOf(viewer);
  return (await prisma.sideTalk.findMany({ where, select: { id: true }, take: LISTED })).length;
}

/** What there is of questions among staff for one of them: put to them, late for a lead to see, and of their own. */
export interface TalkLists {
  asked: TalkRow[];
  late: TalkRow[];
  own: TalkRow[];
}

/** What the viewer is asked, the longest waiting first, and what they have asked and not closed yet; not found but for staff. */
export async function listTalks(viewer: Viewer): Promise<TalkLists> {
  if (viewer.kind !== "staff") throw new NotFound();
  const list = async (where: Prisma.SideTalkWhereInput | null) =>
    where ? prisma.sideTalk.findMany({ where, include: listed, orderBy: { id: "asc" }, take: LISTED }) : [];
  const [asked, late, own] = await Promise.all([
    list(askedOf(viewer)),
    list(lateFor(viewer)),
    list({ askedById: viewer.id, closedAt: null }),
  ]);
  return { asked: asked.map(rowOf), late: late.map(rowOf), own: own.map(rowOf) };
}

function rowOf(row: Row): TalkRow {
  const { notes } = row;
  return { ...factsOf(row), words: excerpt(notes[0]?.markdown ?? "") };
}

const factsOf = ({ id, askedBy, asked, askedRole, createdAt, answeredAt, overdueAt }: Omit<Row, "notes">) => ({
  ...{ id, at: createdAt, answeredAt, overdueAt, askedByName: askedBy.name, askedName: asked?.name ?? null },
  askedRole: ASKED_ROLES.find((role) => role === askedRole) ?? null,
});

/** The beginning of what was asked, in one line. */
export const excerpt = (markdown: string) => {
  const line = imagesAsWords(markdown).replace(/\s+/g, " ").trim();
  return line.length > WORDS_MAX ? `${line.slice(0, WORDS_MAX - 1).toWellFormed()}…` : line;
};

/** A question among staff with its answers, for whoever may see it. */
export async function requireTalk(viewer: Viewer, id: number): Promise<TalkView> {
  const row = await prisma.sideTalk.findFirst({
    where: { AND: [{ id }, visible.talks(viewer)] },
    include: { askedBy: name, asked: name, ticket: true, notes: { orderBy: { id: "asc" }, include: { author: name } } },
  });
  if (!row) throw new NotFound();
  const { ticket, notes, closedAt, helped } = row;
  const htmls = await renderMany(notes.map(({ markdown }) => markdown));
  const isOpen = closedAt === null;
  return {
    ...factsOf(row),
    ...{ closedAt, helped },
    ticket: can(viewer, "ticket.see", ticket) ? { number: ticket.id, subject: ticket.subject } : null,
    messages: notes.map(({ id, author, createdAt: at }, index) => ({
      id,
      name: author.name,
      at,
      html: htmls[index] ?? "",
    })),
    may: { answer: isOpen && can(viewer, "talk.answer", row), close: isOpen && can(viewer, "talk.close", row) },
  };
}

// -- measured ----------------------------------------------------------------------------------------------

export const TALKS_DAYS = 90;

// $1 now. How long the first answer took, of what was answered; and what who asked said in the end.
const MEASURED = `
  SELECT "askedRole"::text AS role, count(*)::int AS count, count("answeredAt")::int AS answered,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM "answeredAt" - "createdAt")) AS median,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM "answeredAt" - "createdAt")) AS p90,
    count(*) FILTER (WHERE helped)::int AS helped, count(helped)::int AS closed
  FROM "SideTalk" WHERE "createdAt" > $1::timestamptz - interval '${TALKS_DAYS} days' AND "createdAt" <= $1 GROUP BY 1 ORDER BY 1`;

export interface TalkSum {
  /** Null for those who were asked by name. */
  role: string | null;
  count: number;
  answered: number;
  /** Seconds to the first answer; null while there is none. */
  median: number | null;
  p90: number | null;
  helped: number;
  closed: number;
}

/** How long colleagues wait for an answer, for leads and managers. */
export async function talkReport(viewer: Viewer, now = new Date()): Promise<TalkSum[]> {
  if (!can(viewer, "ratings.see", null)) throw new NotFound();
  return read<TalkSum & Record<string, unknown>>("talks_measured", MEASURED, [now]);
}
