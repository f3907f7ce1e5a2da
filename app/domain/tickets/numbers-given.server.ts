import { prisma } from "../../platform/db.server.ts";
import { identifiersIn } from "../private-values/identifier.ts";
import { siteDetection } from "../private-values/identifiers.server.ts";
import { foldedValue } from "../private-values/private-value.ts";

const TEXTS_READ = 100;
const SHOWN = 12;

/** A number of the company's own that stands in the requester's words. */
export interface NumberGiven {
  name: string;
  value: string;
  /** False when its check digit is wrong: most likely it was mistyped. */
  isRight: boolean;
}

/** A ticket whose requester's words are read. */
interface Told {
  id: number;
  requesterId: number;
  statement: string;
  threadIds: readonly number[];
}

/** The company's numbers in what the requester has said, here and in public, each once; whoever calls has seen the ticket. */
export async function numbersGiven(ticket: Told): Promise<NumberGiven[]> {
  const { finders } = await siteDetection();
  if (finders.length === 0) return [];
  const text = [ticket.statement, ...(await wordsOf(ticket))].join("\n\n");
  const once = new Map<string, NumberGiven>();
  for (const { start, end, identifier, isRight } of identifiersIn(text, finders)) {
    const value = text.slice(start, end);
    // Written with a hyphen or without, it is the same number.
    const key = foldedValue(value);
    if (!once.has(key)) once.set(key, { name: identifier.name, value, isRight });
  }
  return [...once.values()].slice(0, SHOWN);
}

/** The latest of what they wrote: messages to us, and posts in the threads it is about. */
async function wordsOf({ id, requesterId, threadIds }: Told): Promise<string[]> {
  const latest = { select: { markdown: true }, orderBy: { id: "desc" }, take: TEXTS_READ } as const;
  const [messages, posts] = await Promise.all([
    prisma.response.findMany({ where: { ticketId: id, isFromStaff: false }, ...latest }),
    prisma.post.findMany({
      where: { threadId: { in: [...threadIds] }, authorId: requesterId, hiddenAt: null },
      ...latest,
    }),
  ]);
  return [...messages, ...posts].map(({ markdown }) => markdown);
}
