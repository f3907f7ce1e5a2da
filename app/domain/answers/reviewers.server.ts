import type { AnswerDraft } from "../../generated/prisma/client.ts";
import type { prisma, Tx } from "../../platform/db.server.ts";
import { PUBLISHER_ROLES, type Viewer } from "../accounts/viewer.ts";

/**
 * Whether this viewer may review this text: `yes`; `own`, they wrote in it and somebody else can read it; `alone`, they
 * wrote in it and there is nobody else, so they wait and read again.
 */
export type Standing = "yes" | "own" | "alone";

/** How the viewer stands to a text in review, as accounts are now. */
export async function reviewStanding(db: Tx | typeof prisma, viewer: Viewer, draft: AnswerDraft): Promise<Standing> {
  const writers = await writersOf(db, draft);
  if (!writers.has(viewer.id)) return "yes";
  const others = await db.account.count({
    where: {
      role: { in: [...PUBLISHER_ROLES] },
      id: { notIn: [...writers] },
      OR: [{ suspendedUntil: null }, { suspendedUntil: { lte: new Date() } }],
    },
  });
  return others > 0 ? "own" : "alone";
}

/** Everybody who has written in this text since the last version went out: changing a word makes it one's own. */
async function writersOf(db: Tx | typeof prisma, { answerId, authorId }: AnswerDraft): Promise<Set<number>> {
  const published = await db.event.findFirst({
    where: { answerId, kind: "answer.published" },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  const edits = await db.event.findMany({
    where: { answerId, kind: "answer.edited", id: { gt: published?.id ?? 0n } },
    select: { actorId: true },
  });
  return new Set([authorId, ...edits.flatMap(({ actorId }) => actorId ?? [])]);
}
