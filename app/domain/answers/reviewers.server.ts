import type { AnswerDraft } from "../../generated/prisma/client.ts";
import type { prisma, Tx } from "../../platform/db.server.ts";
import { type Standing, standingTo } from "../accounts/second-person.server.ts";
import { PUBLISHER_ROLES, type Viewer } from "../accounts/viewer.ts";

/** How the viewer stands to a text in review, as accounts are now. */
export async function reviewStanding(db: Tx | typeof prisma, viewer: Viewer, draft: AnswerDraft): Promise<Standing> {
  return standingTo(db, viewer, await writersOf(db, draft), PUBLISHER_ROLES);
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
