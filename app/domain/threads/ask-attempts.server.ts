import { createHash } from "node:crypto";
import type { AskEnd } from "../../generated/prisma/enums.ts";
import { prisma, transaction } from "../../platform/db.server.ts";

/** Attempts are counted for a year and a bit, then forgotten. */
const KEPT_DAYS = 400;

/** The attempt of a form: the form's own key finds it, the database can't find the form. */
const attemptOf = (submissionKey: string) =>
  createHash("sha256").update(`attempt\0${submissionKey}`).digest("base64url");

/** The ends that each end may take the place of. */
const LATER_THAN: Record<AskEnd, readonly AskEnd[]> = {
  left: [],
  joined: ["left"],
  helped: ["left"],
  posted: ["left", "joined", "helped"],
};

/** Notes what was shown to somebody asking: documents as the search index numbers them, each once. */
export async function noteShown(submissionKey: string, documents: readonly number[]): Promise<void> {
  if (documents.length === 0) return;
  const attemptId = attemptOf(submissionKey);
  await transaction(async (tx) => {
    await tx.askAttempt.createMany({ data: [{ id: attemptId }], skipDuplicates: true });
    const rows = documents.map((document) => ({ attemptId, document }));
    await tx.askSuggestion.createMany({ data: rows, skipDuplicates: true });
  });
}

/** Notes that a suggestion was opened to be read: the first time counts. */
export async function noteOpened(submissionKey: string, document: number): Promise<void> {
  const where = { attemptId: attemptOf(submissionKey), document, openedAt: null };
  await prisma.askSuggestion.updateMany({ where, data: { openedAt: new Date() } });
}

/** Notes that a suggestion settled the matter: its reader joined it, or needs no more. */
export async function noteSettled(submissionKey: string, document: number, as: "joined" | "helped"): Promise<void> {
  const now = new Date();
  const where = { attemptId: attemptOf(submissionKey), document };
  const data = as === "joined" ? { joinedAt: now } : { helpedAt: now };
  await prisma.askSuggestion.updateMany({ where, data });
  await endAttempt(submissionKey, as, document > 0 ? document : null);
}

/** Notes that it was not settled after all: the composer is open again. Says whether it was joined here. */
export async function noteUndone(submissionKey: string, document: number): Promise<boolean> {
  const id = attemptOf(submissionKey);
  const key = { attemptId: id, document };
  const joined = await prisma.askSuggestion.count({ where: { ...key, joinedAt: { not: null } } });
  await prisma.askSuggestion.updateMany({ where: key, data: { joinedAt: null, helpedAt: null } });
  const where = { id, endedAs: { in: ["joined", "helped"] satisfies AskEnd[] } };
  await prisma.askAttempt.updateMany({ where, data: { endedAs: null, endedAt: null, threadId: null } });
  return joined > 0;
}

/**
 * Notes how the form ended, if anything was shown to it at all. A page that was left may be come back to, so any other end
 * stands above that one; what was posted is posted.
 */
export async function endAttempt(submissionKey: string, endedAs: AskEnd, threadId: number | null): Promise<void> {
  const where = {
    id: attemptOf(submissionKey),
    OR: [{ endedAs: null }, { endedAs: { in: [...LATER_THAN[endedAs]] } }],
  };
  await prisma.askAttempt.updateMany({ where, data: { endedAs, endedAt: new Date(), threadId } });
}

/** Forgets attempts of long ago. */
export async function clearAttempts(now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
  await prisma.askAttempt.deleteMany({ where: { startedAt: { lt: before } } });
}
