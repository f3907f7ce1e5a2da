import type { Thread } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { markedSteps } from "../threads/steps.server.ts";
import { draftStatement, STEPS_MAX } from "./statement.ts";

/** The statement a thread makes by itself, so that its asker does not repeat a word. Only what is public goes in. */
export async function draftFromThread(tx: Tx, thread: Thread): Promise<string> {
  const [question, asker, steps] = await Promise.all([
    tx.post.findFirst({ where: { threadId: thread.id, position: 1 }, select: { markdown: true } }),
    tx.account.findUniqueOrThrow({ where: { id: thread.authorId }, select: { locale: true } }),
    markedSteps([thread.id], tx),
  ]);
  const { title, expected, tried, affectedCount } = thread;
  return draftStatement(
    { title, happened: question?.markdown ?? "", expected, tried, steps: steps.slice(0, STEPS_MAX), affectedCount },
    asker.locale,
  );
}
