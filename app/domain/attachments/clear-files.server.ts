import { prisma, transaction } from "../../platform/db.server.ts";
import { fileStore } from "../../platform/files/file-store.server.ts";
import { LOOSE } from "./attachment.ts";
import { clearIncoming } from "./incoming.server.ts";

const KEPT_MS = 86_400_000;

/** Clears uploads that nothing was made of within a day, and bytes that no file refers to any more. */
export async function clearFiles(now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  const loose = { ...LOOSE, createdAt: { lt: before } };
  await prisma.attachment.deleteMany({ where: loose });
  await clearIncoming(before);
  while (await clearNext(before));
}

/** The row is locked until the bytes are gone: who brings the same bytes meanwhile waits, and then stores them anew. */
function clearNext(before: Date): Promise<boolean> {
  return transaction(async (tx) => {
    const [gone] = await tx.$queryRaw<{ hash: string }[]>`
      DELETE FROM "StoredFile" WHERE hash = (
        SELECT hash FROM "StoredFile" stored
        WHERE "touchedAt" < ${before}
          AND NOT EXISTS (SELECT FROM "Attachment" file WHERE file.hash = stored.hash)
          AND NOT EXISTS (SELECT FROM "Attachment" file WHERE file."smallHash" = stored.hash)
        ORDER BY "touchedAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING hash`;
    if (gone) await fileStore().remove(gone.hash);
    return gone !== undefined;
  });
}
