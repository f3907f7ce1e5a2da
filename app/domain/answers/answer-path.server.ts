import { prisma } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { visible } from "../permissions.ts";

/** Where a company answer stands, or not found for whoever may not read it. */
export async function requireAnswerPath(viewer: Viewer, answerId: number): Promise<string> {
  const where = { AND: [{ id: answerId }, visible.answers(viewer)] };
  const answer = await prisma.answer.findFirst({ where, select: { slug: true } });
  if (!answer) throw new NotFound();
  return `/answers/${answer.slug}`;
}
