import { prisma } from "../../platform/db.server.ts";
import { identifiersIn } from "../private-values/identifier.ts";
import { siteDetection } from "../private-values/identifiers.server.ts";

const MESSAGES_READ = 100;
const SHOWN = 12;

/** A number of the company's own that stands in the requester's words. */
export interface NumberGiven {
  name: string;
  value: string;
  /** False when its check digit is wrong: most likely it was mistyped. */
  isRight: boolean;
}

/** The company's numbers in the statement and the requester's messages, each once; whoever calls has seen the ticket. */
export async function numbersGiven(ticketId: number, statement: string): Promise<NumberGiven[]> {
  const { finders } = await siteDetection();
  if (finders.length === 0) return [];
  const messages = await prisma.response.findMany({
    where: { ticketId, isFromStaff: false },
    select: { markdown: true },
    orderBy: { id: "desc" },
    take: MESSAGES_READ,
  });
  const text = [statement, ...messages.map(({ markdown }) => markdown)].join("\n\n");
  const found = identifiersIn(text, finders).map(({ start, end, identifier, isRight }) => ({
    ...{ name: identifier.name, isRight },
    value: text.slice(start, end),
  }));
  return [...new Map(found.map((one) => [one.value, one])).values()].slice(0, SHOWN);
}
