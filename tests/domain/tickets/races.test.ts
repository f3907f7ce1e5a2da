import { expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { markSolution } from "../../../app/domain/threads/mark-solution.server.ts";
import { addNote } from "../../../app/domain/tickets/add-note.server.ts";
import { takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { confirmStatement } from "../../../app/domain/tickets/confirm-statement.server.ts";
import { correctStatement } from "../../../app/domain/tickets/correct-statement.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { makePromise } from "../../../app/domain/tickets/make-promise.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { respond } from "../../../app/domain/tickets/respond.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict } from "../../../app/platform/errors.ts";
import {
  closing,
  escalation,
  hashOf,
  makeCase,
  makeThread,
  makeViewer,
  seen,
  ticketOf,
} from "../../factories/tickets.ts";

const ROUNDS = 20;
const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
const SLOW = 120_000;

/** Runs both at once; gives the codes of what was refused. Anything but a conflict fails the test. */
async function race(...runs: Promise<unknown>[]): Promise<string[]> {
  const refused: string[] = [];
  for (const result of await Promise.allSettled(runs)) {
    if (result.status === "fulfilled") continue;
    if (!(result.reason instanceof Conflict)) throw result.reason;
    refused.push(result.reason.code);
  }
  return refused;
}

const agents = async (): Promise<[Viewer, Viewer]> => [await makeViewer("agent_1"), await makeViewer("agent_2")];

test("two agents escalate one thread at once: one ticket", { timeout: SLOW }, async () => {
  const [a, b] = await agents();
  const asker = await makeViewer();
  for (const _ of rounds) {
    const { id } = await makeThread(asker);
    const refused = await race(escalateThread(a, id, escalation), escalateThread(b, id, escalation));
    expect(refused).toEqual(["thread_has_ticket"]);
    expect(await prisma.ticketThread.count({ where: { threadId: id } })).toBe(1);
  }
});

test("two agents respond at once: one is sent back to read the other's", { timeout: SLOW }, async () => {
  const { ticketId } = await makeCase("open");
  const [a, b] = await agents();
  for (const round of rounds) {
    const input = { body: "Hello.", ...(await seen(ticketId)) };
    expect(await race(respond(a, ticketId, input), respond(b, ticketId, input))).toEqual(["ticket_changed"]);
    expect(await prisma.response.count({ where: { ticketId } })).toBe(round + 1);
  }
});

test("a response and the requester's message at once: never over a message unseen", { timeout: SLOW }, async () => {
  const { ticketId, requester, agent } = await makeCase("open");
  for (const _ of rounds) {
    const response = respond(agent, ticketId, { body: "Hello.", ...(await seen(ticketId)) });
    const refused = await race(response, replyToRequest(requester, ticketId, { body: "Wait!" }));
    const { requesterWaitingSince } = await ticketOf(ticketId);
    expect(requesterWaitingSince, "their message came last, or stopped the response").toBeInstanceOf(Date);
    expect(["", "ticket_changed"]).toContain(refused.join());
    await respond(agent, ticketId, { body: "Read.", ...(await seen(ticketId)) });
  }
});

test("two agents take one ticket at once: one has it", { timeout: SLOW }, async () => {
  const [a, b] = await agents();
  for (const _ of rounds) {
    const { ticketId } = await makeCase("new");
    const version = await seen(ticketId);
    expect(await race(takeTicket(a, ticketId, version), takeTicket(b, ticketId, version))).toEqual(["ticket_changed"]);
    expect([a.id, b.id]).toContain((await ticketOf(ticketId)).assigneeId);
  }
});

test("resolving while a promise is added: one of them, never both", { timeout: SLOW }, async () => {
  for (const _ of rounds) {
    const { ticketId, agent } = await makeCase("open");
    const version = await seen(ticketId);
    const dueAt = new Date(Date.now() + 3_600_000);
    const [refused, ...more] = await race(
      resolveTicket(agent, ticketId, { ...closing, ...version }),
      makePromise(agent, ticketId, { body: "We call.", dueAt, ...version }),
    );
    expect(more).toEqual([]);
    expect(refused).toBe("ticket_changed");
    const [{ state }, promises] = [await ticketOf(ticketId), await prisma.ticketPromise.count({ where: { ticketId } })];
    expect([state, promises]).toEqual(state === "resolved" ? ["resolved", 0] : ["open", 1]);
  }
});

test("confirming while it is corrected: what is confirmed is what was read", { timeout: SLOW }, async () => {
  for (const _ of rounds) {
    const { ticketId, requester } = await makeCase("read_back");
    const hash = await hashOf(ticketId);
    const refused = await race(
      confirmStatement(requester, ticketId, { hash }),
      correctStatement(requester, ticketId, { hash, body: "Another text." }),
    );
    expect(refused).toHaveLength(1);
    const { state } = await ticketOf(ticketId);
    const statements = await prisma.statement.findMany({ where: { ticketId }, orderBy: { number: "asc" } });
    if (state === "new") expect(statements.map(({ confirmedAt }) => confirmedAt !== null)).toEqual([true]);
    else expect(statements.map(({ confirmedAt }) => confirmedAt)).toEqual([null, null]);
  }
});

test("escalating while it is solved: a solved thread gets no ticket", { timeout: SLOW }, async () => {
  const [asker, agent] = [await makeViewer(), await makeViewer("lead")];
  for (const _ of rounds) {
    const { id } = await makeThread(asker);
    const reply = await prisma.post.create({
      data: { threadId: id, position: 2, authorId: agent.id, markdown: "So." },
    });
    const refused = await race(escalateThread(agent, id, escalation), markSolution(asker, reply.id));
    const [escalated, solved] = await Promise.all([
      prisma.event.findFirst({ where: { threadId: id, kind: "thread.escalated" } }),
      prisma.event.findFirstOrThrow({ where: { threadId: id, kind: "post.marked_solution" } }),
    ]);
    expect(refused).toEqual(escalated ? [] : ["thread_solved"]);
    if (escalated) expect(escalated.id, "whoever came first was first").toBeLessThan(solved.id);
  }
});

test("notes are taken from everybody at once, and each grows the version", { timeout: SLOW }, async () => {
  const { ticketId, agent } = await makeCase("open");
  const { seenVersion } = await seen(ticketId);
  expect(await race(...rounds.map((round) => addNote(agent, ticketId, { body: `note ${round}` })))).toEqual([]);
  expect((await ticketOf(ticketId)).version).toBe(seenVersion + ROUNDS);
});
