import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { actsForOf } from "../../../app/domain/accounts/acting.server.ts";
import { SYSTEM, type Viewer, viewerFrom, visitor } from "../../../app/domain/accounts/viewer.ts";
import { acceptDelegation } from "../../../app/domain/delegations/accept-delegation.server.ts";
import { grantDelegation } from "../../../app/domain/delegations/grant-delegation.server.ts";
import { grantInput } from "../../../app/domain/delegations/input.ts";
import { keyOf } from "../../../app/domain/delegations/link.server.ts";
import { forgetDetection } from "../../../app/domain/private-values/identifiers.server.ts";
import { keepPrivateValues } from "../../../app/domain/private-values/keep-values.server.ts";
import { requireDeskTicket } from "../../../app/domain/tickets/desk.server.ts";
import { isStrong } from "../../../app/domain/tickets/earlier.ts";
import { earlierCases, earlierThan, latestCases, pickUp } from "../../../app/domain/tickets/earlier-cases.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { type DirectInput, directInput } from "../../../app/domain/tickets/input.ts";
import { openRequest } from "../../../app/domain/tickets/open-request.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { settleTicket } from "../../../app/domain/tickets/settle-ticket.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { NotFound } from "../../../app/platform/errors.ts";
import { escalation, makeCase, makeThread, makeViewer, ticketOf } from "../../factories/tickets.ts";
import { makeCategory } from "../../factories.ts";

let categoryId: number;
beforeAll(async () => {
  categoryId = (await makeCategory()).id;
  await prisma.identifier.create({
    data: { name: "Order number", pattern: "AB-######", check: "none", privacy: "private" },
  });
  forgetDetection();
});

const WIFI = { title: "Printer forgets Wi-Fi", body: "The lamp blinks red after a restart." };
const AGAIN = "My printer forgets the Wi-Fi again, the lamp blinks red.";
const OTHER = "Where can I change the language of my invoices?";
const numbersOf = (cases: { number: number }[]) => cases.map(({ number }) => number);

const direct = (body: string, more: Partial<DirectInput> = {}): DirectInput => ({
  ...directInput.parse({ body, submissionKey: randomUUID() }),
  categoryId,
  ...more,
});

async function closedCase(days: number) {
  const one = await makeCase("resolved", WIFI);
  await settleTicket(one.requester, one.ticketId, { body: "", attachments: "" });
  const closedAt = new Date(Date.now() - days * 86_400_000);
  await prisma.ticket.update({ where: { id: one.ticketId }, data: { closedAt, version: { increment: 1 } } });
  return one;
}

describe("a case that what is written seems to belong to", () => {
  test("is found by the words of both, open or closed within sixty days, and says which they are", async () => {
    const { requester, ticketId } = await closedCase(59);
    const [found] = await earlierCases(requester, { text: AGAIN });
    expect(found).toMatchObject({ number: ticketId, state: "closed", sameNumber: null });
    expect(found?.words).toEqual(expect.arrayContaining(["printer"]));
    expect(await earlierCases(requester, { text: OTHER })).toEqual([]);
    const late = await closedCase(61);
    expect(await earlierCases(late.requester, { text: AGAIN })).toEqual([]);
    expect(numbersOf(await latestCases(requester, null))).toEqual([ticketId]);
  });

  test("is nobody else's: not another customer's, a visitor's, or one that a grant only lets read", async () => {
    const { requester: mother, ticketId } = await makeCase("open", WIFI);
    const [reader, writer] = [await granted(mother, {}), await granted(mother, { write: "on" })];
    for (const other of [await makeViewer(), visitor(), reader, writer])
      expect(await earlierCases(other, { text: AGAIN })).toEqual([]);
    const grantOf = (viewer: Viewer) => String(viewer.actsFor[0]?.id);
    expect(await earlierCases(reader, { text: AGAIN, grant: grantOf(reader) })).toEqual([]);
    expect(await earlierCases(reader, { text: AGAIN, grant: grantOf(writer) })).toEqual([]);
    expect(numbersOf(await earlierCases(writer, { text: AGAIN, grant: grantOf(writer) }))).toEqual([ticketId]);
    await expect(pickUp(reader, ticketId)).rejects.toThrow();
    await expect(pickUp(await makeViewer(), ticketId)).rejects.toThrow(NotFound);
    await pickUp(writer, ticketId);
    expect(await prisma.event.count({ where: { kind: "case.recognised", accountId: mother.id } })).toBe(1);
  });

  test("is sure by the same order number, moved out of the text or left in it; not for whoever may not reveal it", async () => {
    const vera = await makeViewer();
    const moved = { kind: "number", number: 1, value: "AB-123456" } as const;
    const words = "The parcel [private: number 1] never arrived.";
    const { id } = await openRequest(vera, direct(words, { privateValues: [moved] }));
    const text = "Nobody answers me about ab 123456";
    const [found] = await earlierCases(vera, { text });
    expect(found).toMatchObject({ number: id, sameNumber: "••••56" });
    expect(found && isStrong(found)).toBe(true);
    expect(
      numbersOf(await earlierCases(vera, { text: "Hello", privateValues: [{ ...moved, value: "AB123456" }] })),
    ).toEqual([id]);
    expect(await earlierCases(vera, { text: "Nobody answers me about AB-999999" })).toEqual([]);
    const daughter = await granted(vera, { write: "on" });
    expect(await earlierCases(daughter, { text, grant: String(daughter.actsFor[0]?.id) })).toEqual([]);
  });

  test("is not known by a number that somebody else gave in a question that has the same cause", async () => {
    const { requester, ticketId } = await makeCase("open", WIFI);
    const { id: threadId } = await makeThread(await makeViewer(), { body: "[private: number 1]" });
    const { id: postId, authorId } = await prisma.post.findFirstOrThrow({ where: { threadId } });
    const theirs = { kind: "number", number: 1, value: "AB-654321" } as const;
    await transaction(async (tx) => {
      await keepPrivateValues(tx, SYSTEM, { postId, ownerId: authorId }, [theirs]);
      await tx.ticketThread.create({ data: { ticketId, threadId } });
    });
    expect(await earlierCases(requester, { text: "Nobody answers me about AB-654321" })).toEqual([]);
  });

  test("is sure by the same device, and three are shown at most", async () => {
    const vera = await makeViewer();
    const about = async (words: string, value: string) => {
      const { id: ticketId } = await openRequest(vera, direct(words));
      await prisma.ticketFact.create({ data: { ticketId, fact: "model", value, statedById: vera.id } });
      return ticketId;
    };
    await about("Cracked glass.", "the old one");
    const id = await about("Loud fan.", "X-200");
    await about("Dead pixel.", "X300");
    const [one, ...more] = await earlierCases(vera, { text: "The old one, my x200, makes a strange noise" });
    expect(one).toMatchObject({ number: id, sameDevice: "X-200" });
    expect(more).toEqual([]);
    expect(await latestCases(vera, null)).toHaveLength(3);
  });

  test("is offered before a request goes out, and what it is not about stands in the new one's history", async () => {
    const { requester, ticketId, agent } = await makeCase("open", WIFI);
    const stranger = await makeCase("open", WIFI);
    const { id } = await openRequest(requester, direct(AGAIN, { earlier: [ticketId, stranger.ticketId] }));
    const { timeline } = await requireDeskTicket(agent, id);
    expect(timeline[0]).toMatchObject({ kind: "ticket.opened", declined: [ticketId] });
    const { id: threadId } = await makeThread(requester);
    const escalated = await escalateThread(requester, threadId, { ...escalation, earlier: [id] });
    expect((await requireDeskTicket(agent, escalated.id)).timeline[0]).toMatchObject({ declined: [id] });
    expect(await prisma.event.count({ where: { kind: "case.declined", accountId: requester.id } })).toBe(2);
    expect(numbersOf(await earlierThan(agent, await requireDeskTicket(agent, id)))).toContain(ticketId);
  });

  test("is looked for among thirty of their own by an index", async () => {
    const { requester } = await makeCase("open", WIFI);
    const plan = await prisma.$transaction(async (tx) => {
      // With a handful of rows any way is as good as another: sorting them all is what must not be needed.
      await tx.$executeRaw`SELECT set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)`;
      return tx.$queryRaw<Record<string, string>[]>`EXPLAIN SELECT id FROM "Ticket" ticket
        WHERE ticket."requesterId" = ${requester.id} AND state NOT IN ('draft', 'joined', 'spam')
        ORDER BY "updatedAt" DESC, id DESC LIMIT 30`;
    });
    expect(JSON.stringify(plan)).toContain("Ticket_requesterId_updatedAt_idx");
  });
});

describe("a request opened directly", () => {
  test("goes to staff at once where its words cannot wait, and nobody undoes it as one undoes a rule", async () => {
    const vera = await makeViewer();
    const { id } = await openRequest(vera, direct("There is smoke coming out of my printer."));
    expect(await ticketOf(id)).toMatchObject({ state: "new", priority: "urgent", trigger: "urgent_words" });
    const request = await requireRequest(vera, id);
    expect(request).toMatchObject({ undoableUntil: null, statement: { standing: "unconfirmed" } });
  });
});

/** Somebody who may act for the principal, as their next request would see them. */
async function granted(principal: Viewer, ticks: Record<string, string>): Promise<Viewer> {
  const delegate = await makeViewer();
  const { id } = await grantDelegation(principal, grantInput.parse({ days: "30", ...ticks }));
  await acceptDelegation(delegate, await keyOf(id));
  const account = await prisma.account.findUniqueOrThrow({ where: { id: delegate.id } });
  return viewerFrom({ ...account, actsFor: await actsForOf(delegate.id) });
}
