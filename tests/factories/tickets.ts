import { type Viewer, viewerFrom } from "../../app/domain/accounts/viewer.ts";
import { takeTicket } from "../../app/domain/tickets/assign-ticket.server.ts";
import { confirmStatement } from "../../app/domain/tickets/confirm-statement.server.ts";
import { escalateThread } from "../../app/domain/tickets/escalate-thread.server.ts";
import type { EscalationInput } from "../../app/domain/tickets/input.ts";
import { resolveTicket } from "../../app/domain/tickets/resolve-ticket.server.ts";
import type { Role, TicketState } from "../../app/generated/prisma/enums.ts";
import { prisma } from "../../app/platform/db.server.ts";

let count = 0;

/** A viewer with an account of that role. */
export async function makeViewer(role: Role = "customer", name = `${role} ${++count}`): Promise<Viewer> {
  const handle = `${role}-${++count}`.replaceAll("_", "-");
  const data = { name, handle, email: `${handle}@example.com`, role };
  return viewerFrom(await prisma.account.create({ data }));
}

interface ThreadOptions {
  title?: string;
  body?: string;
  expected?: string;
  tried?: string;
  desiredOutcome?: string;
  state?: "needs_attention" | "solved";
  hiddenAt?: Date;
  waitingSince?: Date;
  escalateAt?: Date;
  createdAt?: Date;
}

/** A thread that was asked long enough ago for its asker to escalate it. */
export async function makeThread(author: Viewer, options: ThreadOptions = {}): Promise<{ id: number }> {
  const { body = "The lamp blinks red.", ...thread } = options;
  const category = await prisma.category.upsert({
    where: { slug: "printers" },
    create: { slug: "printers", name: "Printers" },
    update: {},
  });
  return prisma.thread.create({
    data: {
      title: "Printer forgets Wi-Fi",
      createdAt: new Date(Date.now() - 30 * 86_400_000),
      categoryId: category.id,
      authorId: author.id,
      posts: { create: { position: 1, authorId: author.id, markdown: body } },
      ...thread,
    },
    select: { id: true },
  });
}

export const escalation: EscalationInput = { isAccountSpecific: false, priority: "normal" };

export interface Case {
  requester: Viewer;
  agent: Viewer;
  threadId: number;
  ticketId: number;
}

/** A case that has come as far as a state: read back, confirmed (new), taken (open), resolved, closed. */
export async function makeCase(state: TicketState = "open", options: ThreadOptions = {}): Promise<Case> {
  const [requester, agent] = [await makeViewer("customer"), await makeViewer("agent_2")];
  const { id: threadId } = await makeThread(requester, options);
  const { id: ticketId } = await escalateThread(requester, threadId, escalation);
  const one = { requester, agent, threadId, ticketId };
  if (state === "read_back") return one;
  await confirm(one);
  if (state === "new") return one;
  await takeTicket(agent, ticketId, { seenVersion: await versionOf(ticketId) });
  if (state === "open") return one;
  const outcomeVerdict = options.desiredOutcome ? "granted" : undefined;
  const seenVersion = await versionOf(ticketId);
  await resolveTicket(agent, ticketId, { ...closing, outcomeVerdict, seenVersion });
  return one;
}

export const closing = { body: "A new firmware keeps it.", publish: "yes", outcomeReason: "" } as const;

export async function confirm({ requester, ticketId }: Case) {
  await confirmStatement(requester, ticketId, { hash: await hashOf(ticketId) });
}

export async function hashOf(ticketId: number): Promise<string> {
  const statement = await prisma.statement.findFirstOrThrow({ where: { ticketId }, orderBy: { number: "desc" } });
  return statement.hash;
}

export const ticketOf = (id: number) => prisma.ticket.findUniqueOrThrow({ where: { id } });
export const versionOf = async (id: number) => (await ticketOf(id)).version;
export const seen = async (id: number) => ({ seenVersion: await versionOf(id) });

/** What happened to a ticket, by kind, in order. */
export async function kindsOf(ticketId: number): Promise<string[]> {
  const events = await prisma.event.findMany({ where: { ticketId }, orderBy: { id: "asc" }, select: { kind: true } });
  return events.map(({ kind }) => kind);
}

export const lastEvent = (ticketId: number) =>
  prisma.event.findFirstOrThrow({ where: { ticketId }, orderBy: { id: "desc" } });
