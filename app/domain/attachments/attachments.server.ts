import type { Attachment, Prisma } from "../../generated/prisma/client.ts";
import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { visible } from "../permissions.ts";
import type { AttachmentView } from "./attachment.ts";

export const ATTACHMENT_VIEW = {
  id: true,
  name: true,
  type: true,
  size: true,
  width: true,
  height: true,
  smallHash: true,
} satisfies Prisma.AttachmentSelect;

/** Of what is loaded with its files: `include: { attachments: OWN_ATTACHMENTS }`. */
export const OWN_ATTACHMENTS = { select: ATTACHMENT_VIEW, orderBy: { id: "asc" } } as const;

type Row = Prisma.AttachmentGetPayload<{ select: typeof ATTACHMENT_VIEW }>;

export const viewOf = ({ smallHash, ...file }: Row): AttachmentView => ({ ...file, hasSmall: smallHash !== null });

/** The same for hot reads in SQL, as JSON: the files of the post whose alias is given. */
export const attachmentsOf = (post: "post" | "question") => `(
  SELECT coalesce(json_agg(json_build_object('id', file.id, 'name', file.name, 'type', file.type, 'size', file.size,
    'width', file.width, 'height', file.height, 'hasSmall', file."smallHash" IS NOT NULL) ORDER BY file.id), '[]')
  FROM "Attachment" file WHERE file."postId" = ${post}.id)`;

/** The file with where its bytes are, or not found for whoever may not see what it hangs on. */
export async function requireAttachment(viewer: Viewer, attachmentId: number): Promise<Attachment> {
  const file = await prisma.attachment.findFirst({
    where: { AND: [{ id: attachmentId }, visible.attachments(viewer)] },
  });
  if (!file) throw new NotFound();
  return file;
}
