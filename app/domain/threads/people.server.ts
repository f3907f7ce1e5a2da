import type { Role } from "../../generated/prisma/enums.ts";
import { prisma, read } from "../../platform/db.server.ts";
import { NotFound } from "../../platform/errors.ts";
import { idOnceCalled } from "../../platform/moved.server.ts";
import type { Viewer } from "../accounts/viewer.ts";
import { POST_IS_VISIBLE, THREAD_IS_VISIBLE, threadScope } from "../permissions.ts";
import { slugOf } from "./thread.ts";

/** What everybody may know of a person. */
export interface Person {
  id: number;
  handle: string;
  name: string;
  role: Role;
  createdAt: Date;
}

/** The person of an address, or not found: a guest has no page, or what one asks could be told by the other. */
export async function requirePerson(handle: string): Promise<Person> {
  const select = { id: true, handle: true, name: true, role: true, createdAt: true };
  const person = await prisma.account.findUnique({ where: { handle, isGuest: false }, select });
  if (!person) throw new NotFound();
  return person;
}

/** The handle of the person once called so, or so in other letters. */
export async function handleNow(handle: string): Promise<string | null> {
  const called = [{ handle: slugOf(handle) }, { id: await idOnceCalled("person", handle) }];
  return (
    (await prisma.account.findFirst({ where: { OR: called, isGuest: false }, select: { handle: true } }))?.handle ??
    null
  );
}

/** A reply of theirs that solved a thread. */
export interface SolvedByPerson {
  postId: number;
  threadId: number;
  title: string;
  workedCount: number;
  solutionAt: Date;
}

const LATEST = 20;

/** A person's latest solutions in threads the viewer may see: theirs for others, and for themselves. */
export function listSolutionsBy(viewer: Viewer, accountId: number): Promise<SolvedByPerson[]> {
  return read<SolvedByPerson>(
    "solutions.of",
    `SELECT post.id AS "postId", thread.id AS "threadId", thread.title, post."workedCount", post."solutionAt"
      FROM "Post" post JOIN "Thread" thread ON thread.id = post."threadId"
      JOIN "Category" category ON category.id = thread."categoryId"
      WHERE post."authorId" = $4 AND post."solutionAt" IS NOT NULL AND ${THREAD_IS_VISIBLE} AND ${POST_IS_VISIBLE}
      ORDER BY post.id DESC LIMIT ${LATEST}`,
    [...threadScope(viewer), accountId],
  );
}
