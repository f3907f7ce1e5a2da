import type { Post } from "../../generated/prisma/client.ts";
import type { Outcome } from "../../generated/prisma/enums.ts";
import { prisma, type Tx, transaction } from "../../platform/db.server.ts";
import { Conflict } from "../../platform/errors.ts";
import { nameOfBrowser } from "../accounts/browser.server.ts";
import { NOBODY, type Viewer } from "../accounts/viewer.ts";
import { record } from "../events/record.server.ts";
import { authorize } from "../permissions.ts";
import { lockPost } from "./threads.server.ts";
import type { VisitorsVerdict } from "./visitors-word.ts";

/**
 * Says without an account whether a solution worked, or takes that back: a browser's last word counts. It is counted apart
 * from members' words, opens nothing again and tells nobody.
 */
export async function sayOfPost(viewer: Viewer, postId: number, browser: string, verdict: VisitorsVerdict) {
  await transaction(async (tx) => {
    const post = await lockPost(tx, viewer, postId);
    // What was said while it was a solution may be taken back when it is none any more.
    if (verdict !== "withdrawn") {
      authorize(viewer, "thread.say_as_visitor", post.thread);
      if (!post.solutionAt) throw new Conflict("no_solution_now");
    }
    await keepWordOfPost(tx, viewer, post, browser, verdict);
  });
}

/** Keeps a browser's word of a locked post, or takes it back: who has signed in meanwhile is not counted twice. */
export async function keepWordOfPost(
  tx: Tx,
  viewer: Viewer,
  { id, threadId }: Pick<Post, "id" | "threadId">,
  browser: string,
  verdict: VisitorsVerdict,
) {
  const changes = await keepWord(tx, browser, thingOf.post(id), { postId: id }, verdict);
  if (!changes) return;
  await tx.post.update({ where: { id }, data: changes.counts });
  await record(tx, nobody(viewer), "post.visitor_said", { threadId, postId: id, data: changes.said });
}

/** By what name a browser's word of it is kept; an answer's next version is another thing. */
export const thingOf = {
  post: (postId: number) => `post ${postId}`,
  answer: (answerId: number, version: number) => `answer ${answerId}.${version}`,
} as const;

/** Whose account is behind it, if there is one by now, is not written down. */
export const nobody = (viewer: Viewer): Viewer => ({ ...viewer, id: NOBODY });

/** Keeps the word in the place of the one before, under the lock of the thing it is about; null where it is the same. */
export async function keepWord(
  tx: Tx,
  browser: string,
  thing: string,
  of: { postId: number } | { answerId: number },
  verdict: VisitorsVerdict,
) {
  const id = nameOfBrowser(browser, thing);
  const before = (await tx.visitorWord.findUnique({ where: { id } }))?.outcome ?? null;
  const after = verdict === "withdrawn" ? null : verdict;
  if (before === after) return null;
  await tx.visitorWord.deleteMany({ where: { id } });
  if (after) await tx.visitorWord.create({ data: { id, ...of, outcome: after } });
  const change = (outcome: Outcome) => ({ increment: Number(after === outcome) - Number(before === outcome) });
  const counts = { visitorsWorked: change("worked"), visitorsDidnt: change("didnt") };
  return { counts, said: { before, after } };
}

/** What this browser has said of it; null for nothing, or for no browser we know. */
export async function wordOf(browser: string | null, thing: string): Promise<Outcome | null> {
  if (browser === null) return null;
  const word = await prisma.visitorWord.findUnique({ where: { id: nameOfBrowser(browser, thing) } });
  return word?.outcome ?? null;
}
