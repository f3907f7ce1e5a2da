import { expect, test } from "vitest";
import { viewerFrom } from "../../../app/domain/accounts/viewer.ts";
import { listLedger } from "../../../app/domain/tickets/promise-ledger.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { type Case, makeCase, makeViewer } from "../../factories/tickets.ts";

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

const promised = ({ ticketId, agent }: Case, text: string, due: number, more: object = {}) =>
  prisma.ticketPromise.create({ data: { ticketId, ownerId: agent.id, text, dueAt: inDays(due), ...more } });

const told = async (viewer: Parameters<typeof listLedger>[0]) =>
  (await listLedger(viewer, null)).entries.map(({ text, standing }) => [text, standing]);

test("lists everything promised to me in whatever request: open first, soonest on top, then what became of the rest", async () => {
  const one = await makeCase();
  const { requester, agent, ticketId } = one;
  expect(await listLedger(requester, null)).toEqual({ entries: [], next: null });
  await promised(one, "later", 5);
  await promised(one, "overdue", -1);
  await promised(one, "kept", 3, { settledAt: inDays(-2), wasKept: true });
  await promised(one, "kept late", -3, { settledAt: inDays(-1), wasKept: true });
  await promised(one, "withdrawn", 3, { settledAt: inDays(-4), wasKept: false, settlement: "Out of stock." });
  const message = { ticketId, authorId: agent.id, isFromStaff: true, markdown: "You will get one." };
  const { id: responseId } = await prisma.response.create({ data: message });
  await prisma.promiseClaim.create({ data: { responseId, ticketId, words: "claimed" } });
  const offer = { ticketId, kind: "Voucher", amount: 1_900, currency: "EUR" };
  for (const [number, deed, accountId] of [
    [1, "asked", requester.id],
    [2, "offered", agent.id],
    [3, "accepted", requester.id],
  ] as const)
    await prisma.goodwillStep.create({
      data: { ...offer, number, deed, accountId, expiresAt: deed === "offered" ? inDays(7) : null },
    });

  expect(await told(requester)).toEqual([
    ["overdue", "overdue"],
    ["claimed", "claimed"],
    ["Voucher", "accepted"],
    ["later", "open"],
    ["kept late", "kept_late"],
    ["kept", "kept"],
    ["withdrawn", "broken"],
  ]);
  const { entries } = await listLedger(requester, null);
  expect(entries.at(-1)).toMatchObject({ reason: "Out of stock.", ticketId, byName: agent.name });
  expect(entries[2]).toMatchObject({ money: { amount: 1_900, currency: "EUR" } });
});

test("is mine and of those whom I act for alone, page by page", async () => {
  const one = await makeCase();
  const { requester } = one;
  for (let day = 1; day <= 35; day++) await promised(one, `promise ${day}`, day);
  const delegate = await makeViewer();
  expect(await told(delegate)).toEqual([]);
  expect(await told(one.agent)).toEqual([]);
  const account = await prisma.account.findUniqueOrThrow({ where: { id: delegate.id } });
  const acting = { id: 1, principalId: requester.id, principalName: requester.name, scopes: [] };
  const first = await listLedger(viewerFrom({ ...account, actsFor: [acting] }), null);
  expect(first.entries).toHaveLength(30);
  expect(first.entries[0]).toMatchObject({ text: "promise 1", forName: requester.name });
  const second = await listLedger(requester, first.next);
  expect(second.entries.map(({ text }) => text)).toEqual([31, 32, 33, 34, 35].map((day) => `promise ${day}`));
  expect(second.next).toBeNull();
});

test("reads each table by its index", async () => {
  const plan = await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    return tx.$queryRaw<object[]>`EXPLAIN SELECT FROM "Promise"
      WHERE "ticketId" = ANY (ARRAY(SELECT id FROM "Ticket" WHERE "requesterId" = ANY (${[1, 2]}::int[])))`;
  });
  expect(JSON.stringify(plan)).toMatch(/Promise_ticketId/);
});
