import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { actsForOf } from "../../../app/domain/accounts/acting.server.ts";
import { type Viewer, viewerFrom, visitor } from "../../../app/domain/accounts/viewer.ts";
import { draftAnswer } from "../../../app/domain/answers/draft-answer.server.ts";
import { linkedTicketIds } from "../../../app/domain/answers/redaction.server.ts";
import { acceptDelegation } from "../../../app/domain/delegations/accept-delegation.server.ts";
import { grantDelegation } from "../../../app/domain/delegations/grant-delegation.server.ts";
import { grantInput } from "../../../app/domain/delegations/input.ts";
import { keyOf } from "../../../app/domain/delegations/link.server.ts";
import { takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { listCases } from "../../../app/domain/tickets/cases.server.ts";
import { confirmStatement } from "../../../app/domain/tickets/confirm-statement.server.ts";
import { requireDeskTicket } from "../../../app/domain/tickets/desk.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { type DirectInput, directInput } from "../../../app/domain/tickets/input.ts";
import { openRequest, openRequestFor } from "../../../app/domain/tickets/open-request.server.ts";
import { listRequests, requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, Forbidden, NotFound } from "../../../app/platform/errors.ts";
import { escalation, hashOf, kindsOf, makeThread, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";
import { makeCategory } from "../../factories.ts";

let categoryId: number;
const WORDS = "My invoice has the wrong address on it. The old one is still there.";
const typed = (more: Partial<DirectInput> = {}): DirectInput => ({
  ...directInput.parse({ body: WORDS, desiredOutcome: "A new invoice.", submissionKey: randomUUID() }),
  categoryId,
  ...more,
});

beforeAll(async () => {
  categoryId = (await makeCategory()).id;
});

describe("a ticket opened directly", () => {
  test("has no thread, is drafted from the form, read back and worked like any other, and may become an answer", async () => {
    const [vera, agent] = [await makeViewer(), await makeViewer("agent_2")];
    const threads = await prisma.thread.count();
    const { id } = await openRequest(vera, typed());
    expect(await prisma.thread.count()).toBe(threads);
    const request = await requireRequest(vera, id);
    expect(request).toMatchObject({ state: "read_back", threads: [], desiredOutcome: "A new invoice." });
    expect(request.subject).toBe("My invoice has the wrong address on it");
    expect(request.statement.text).toContain(WORDS);
    expect(await kindsOf(id)).toEqual(["ticket.opened", "ticket.stated"]);
    await confirmStatement(vera, id, { hash: await hashOf(id) });
    await takeTicket(agent, id, await seen(id));
    expect(await requireDeskTicket(agent, id)).toMatchObject({ threads: [] });
    const { id: answerId } = await draftAnswer(agent, { ticketId: id });
    const answer = await prisma.answer.findUniqueOrThrow({ where: { id: answerId }, include: { threads: true } });
    expect(answer).toMatchObject({ categoryId, threads: [] });
    expect(await linkedTicketIds(prisma, answer)).toEqual([id]);
  });

  test("is nobody else's: not another customer's, an expert's or a visitor's", async () => {
    const vera = await makeViewer();
    const { id } = await openRequest(vera, typed());
    for (const other of [await makeViewer(), await makeViewer("expert"), visitor()])
      await expect(requireRequest(other, id)).rejects.toThrow(NotFound);
    const stranger = await makeViewer();
    expect((await listRequests(stranger, null)).requests).toEqual([]);
    expect((await listCases(stranger, null)).cases).toEqual([]);
    expect((await listCases(vera, null)).cases.map((one) => [one.kind, one.id])).toEqual([["request", id]]);
    await expect(openRequest(visitor(), typed())).rejects.toThrow(Forbidden);
  });

  test("is one for one form, however often it is sent; another's form with the same key is another's", async () => {
    const [vera, amina] = [await makeViewer(), await makeViewer()];
    const form = typed();
    const sent = await Promise.all([1, 2, 3].map(() => openRequest(vera, form)));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect((await openRequest(amina, form)).id).not.toBe(sent[0]?.id);
  });

  test("counts with the escalations of the week, also when they race", async () => {
    const vera = await makeViewer();
    const { id: threadId } = await makeThread(vera);
    const all = await Promise.allSettled([
      escalateThread(vera, threadId, escalation),
      ...[1, 2, 3].map(() => openRequest(vera, typed())),
    ]);
    const refused = all.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toEqual(new Conflict("too_many_escalations", { most: 3 }));
  });

  test("keeps what was moved out of its words in fields of its own, the requester's", async () => {
    const vera = await makeViewer();
    const placeholder = "[private: iban 1]";
    const moved = { kind: "iban", number: 1, value: "DE89370400440532013000" } as const;
    const { id } = await openRequest(
      vera,
      typed({ body: `Wrong account ${placeholder} is charged.`, privateValues: [moved] }),
    );
    expect(await prisma.privateValue.findMany({ where: { ticketId: id } })).toMatchObject([
      { ownerId: vera.id, number: 1 },
    ]);
    const { subject } = await ticketOf(id);
    const { statement } = await requireRequest(vera, id);
    expect(`${subject} ${statement.text}`).not.toContain(moved.value);
    expect(statement.text).toContain(placeholder);
  });

  test("may be opened for whoever granted it, is theirs, and by nobody whose grant does not say so", async () => {
    const [mother, daughter, neighbour] = [await makeViewer(), await makeViewer(), await makeViewer()];
    const [mayWrite, mayRead] = [await granted(mother, daughter, { write: "on" }), await granted(mother, neighbour)];
    const [write] = mayWrite.actsFor;
    const { id } = await openRequestFor(mayWrite, write?.id ?? 0, typed());
    expect((await ticketOf(id)).requesterId).toBe(mother.id);
    for (const other of [mayRead, await makeViewer()])
      await expect(openRequestFor(other, other.actsFor[0]?.id ?? write?.id ?? 0, typed())).rejects.toThrow(NotFound);
  });
});

/** The delegate, as their next request would see them. */
async function granted(principal: Viewer, delegate: Viewer, ticks: Record<string, string> = {}): Promise<Viewer> {
  const { id } = await grantDelegation(principal, grantInput.parse({ days: "30", ...ticks }));
  await acceptDelegation(delegate, await keyOf(id));
  const account = await prisma.account.findUniqueOrThrow({ where: { id: delegate.id } });
  return viewerFrom({ ...account, actsFor: await actsForOf(delegate.id) });
}
