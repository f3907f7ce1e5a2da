import type { Thread } from "../../generated/prisma/client.ts";
import type { Tx } from "../../platform/db.server.ts";
import { draftStatement, STEPS_MAX, type Step } from "./statement.ts";

/** The statement a thread makes by itself, so that its asker does not repeat a word. Only what is public goes in. */
export async function draftFromThread(tx: Tx, thread: Thread): Promise<string> {
  const [question, asker, steps] = await Promise.all([
    tx.post.findFirst({ where: { threadId: thread.id, position: 1 }, select: { markdown: true } }),
    tx.account.findUniqueOrThrow({ where: { id: thread.authorId }, select: { locale: true } }),
    stepsOf(tx, thread),
  ]);
  const { title, expected, tried, affectedCount } = thread;
  return draftStatement(
    { title, happened: question?.markdown ?? "", expected, tried, steps, affectedCount },
    asker.locale,
  );
}

/** Replies that somebody said they tried; whoever said so stays unnamed. */
async function stepsOf(tx: Tx, thread: Thread): Promise<Step[]> {
  const replies = await tx.post.findMany({
    where: { threadId: thread.id, position: { gt: 1 }, hiddenAt: null, outcomes: { some: {} } },
    orderBy: { position: "asc" },
    take: STEPS_MAX,
    select: {
      markdown: true,
      workedCount: true,
      didntCount: true,
      outcomes: { where: { accountId: thread.authorId }, select: { outcome: true } },
    },
  });
  return replies.map(({ markdown, workedCount, didntCount, outcomes }) => {
    const asker = outcomes[0]?.outcome ?? null;
    return {
      text: markdown,
      asker,
      workedCount: workedCount - (asker === "worked" ? 1 : 0),
      didntCount: didntCount - (asker === "didnt" ? 1 : 0),
    };
  });
}
