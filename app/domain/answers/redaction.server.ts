import type { AnswerDraft } from "../../generated/prisma/client.ts";
import type { prisma, Tx } from "../../platform/db.server.ts";
import { siteDetection } from "../private-values/identifiers.server.ts";
import { privateFieldsOf } from "../private-values/private-values.server.ts";
import { type Finding, findingsIn, type PrivateMaterial } from "./findings.server.ts";

type Db = Tx | typeof prisma;

interface Linked {
  ticketId: number | null;
  threads: { threadId: number }[];
}

/** What in this text may be personal, going by everything private that hangs on the answer's tickets now. */
export async function findingsOf(db: Db, answer: Linked, draft: AnswerDraft): Promise<Finding[]> {
  return findingsIn(draft, await privateMaterial(db, answer));
}

/** The tickets an answer is about: its own, and those of its threads. */
export async function linkedTicketIds(db: Db, { ticketId, threads }: Linked): Promise<number[]> {
  const threadIds = threads.map(({ threadId }) => threadId);
  const rows = await db.ticketThread.findMany({ where: { threadId: { in: threadIds } }, select: { ticketId: true } });
  return [...new Set([...(ticketId ? [ticketId] : []), ...rows.map((row) => row.ticketId)])];
}

async function privateMaterial(db: Db, linked: Linked): Promise<PrivateMaterial> {
  const ids = await linkedTicketIds(db, linked);
  const threadIds = linked.threads.map(({ threadId }) => threadId);
  // One after the other: within a transaction there is one connection.
  const tickets = await db.ticket.findMany({ where: { id: { in: ids } }, include: talk });
  const wishes = await db.thread.findMany({ where: { id: { in: threadIds } }, select: { desiredOutcome: true } });
  const publicTexts = await publicTextsOf(db, threadIds);
  const [privateFields, detection] = [
    await privateFieldsOf(db, { threadIds: await threadsOf(db, ids, threadIds), ticketIds: ids }),
    await siteDetection(),
  ];
  return {
    requesters: tickets.map(({ requester }) => requester),
    privateTexts: [...tickets.flatMap(wordsOf), ...wishes.map(({ desiredOutcome }) => desiredOutcome)],
    publicTexts,
    privateFields,
    detection,
  };
}

/** The threads of these tickets, and those of the answer itself. */
async function threadsOf(db: Db, ticketIds: number[], threadIds: number[]): Promise<number[]> {
  const links = await db.ticketThread.findMany({ where: { ticketId: { in: ticketIds } }, select: { threadId: true } });
  return [...new Set([...threadIds, ...links.map(({ threadId }) => threadId)])];
}

const talk = {
  requester: { select: { name: true, email: true, handle: true } },
  statements: { select: { text: true } },
  responses: { select: { markdown: true } },
  notes: { select: { markdown: true } },
  promises: { select: { text: true, settlement: true } },
} as const;

interface TicketTalk {
  subject: string;
  desiredOutcome: string;
  waitingFor: string;
  outcomeReason: string;
  statements: { text: string }[];
  responses: { markdown: string }[];
  notes: { markdown: string }[];
  promises: { text: string; settlement: string }[];
}

function wordsOf(ticket: TicketTalk): string[] {
  return [
    ...[ticket.subject, ticket.desiredOutcome, ticket.waitingFor, ticket.outcomeReason],
    ...ticket.statements.map(({ text }) => text),
    ...[...ticket.responses, ...ticket.notes].map(({ markdown }) => markdown),
    ...ticket.promises.flatMap(({ text, settlement }) => [text, settlement]),
  ];
}

/** Enough of a long thread: what is not read here is taken for private, which is the safe way to err. */
const POSTS_READ = 200;

/** What everybody can read already, a visitor too. */
async function publicTextsOf(db: Db, threadIds: number[]): Promise<string[]> {
  const isOpen = { id: { in: threadIds }, hiddenAt: null, category: { readableBy: "everyone" } } as const;
  const threads = await db.thread.findMany({ where: isOpen, select: { title: true, expected: true, tried: true } });
  const posts = await db.post.findMany({
    where: { thread: isOpen, hiddenAt: null },
    orderBy: { position: "asc" },
    take: POSTS_READ,
    select: { markdown: true },
  });
  return [
    ...threads.flatMap(({ title, expected, tried }) => [title, expected, tried]),
    ...posts.map(({ markdown }) => markdown),
  ];
}
