import { describe, expect, test } from "vitest";
import { type Viewer, viewerFrom } from "../../../app/domain/accounts/viewer.ts";
import { handAfter, isBad } from "../../../app/domain/tickets/appeal.ts";
import { openAppealsAt } from "../../../app/domain/tickets/appeals.server.ts";
import { assignTicket, takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { continueTicket } from "../../../app/domain/tickets/continue-ticket.server.ts";
import { giveSecondChance } from "../../../app/domain/tickets/give-second-chance.server.ts";
import { ratingReport } from "../../../app/domain/tickets/ratings.server.ts";
import { LEAST_RATED, shielded } from "../../../app/domain/tickets/ratings.ts";
import { readBrief } from "../../../app/domain/tickets/read-brief.server.ts";
import { rejectResolution } from "../../../app/domain/tickets/reopen-ticket.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { respond } from "../../../app/domain/tickets/respond.server.ts";
import { settleTicket } from "../../../app/domain/tickets/settle-ticket.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, NotFound } from "../../../app/platform/errors.ts";
import { type Case, closing, kindsOf, makeCase, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";

async function resolveBy(agent: Viewer, { ticketId }: Case) {
  await readBrief(agent, ticketId);
  await resolveTicket(agent, ticketId, { ...closing, ...(await seen(ticketId)) });
}
const ratingsOf = (ticketId: number) => prisma.rating.findMany({ where: { ticketId }, orderBy: { number: "asc" } });
const keeperOf = async (ticketId: number) =>
  prisma.account.findUniqueOrThrow({ where: { id: (await ticketOf(ticketId)).assigneeId ?? 0 } });

describe("who goes on", () => {
  test.each([
    [0, 0, null, "same"],
    [0, 0, "another", "another"],
    [1, 0, null, "another"],
    [1, 0, "same", "same"],
    [1, 1, null, "lead"],
    [1, 1, "same", "same"],
    [2, 0, "same", "lead"],
  ] as const)("after %i reopenings and %i chances, wishing %s: %s", (reopenings, chances, wish, hand) => {
    expect(handAfter(reopenings, chances, wish)).toBe(hand);
  });

  test("any no is bad, and what was not answered is none", () => {
    expect(isBad({ isSolved: true, isFair: null, isWorthIt: true })).toBe(false);
    expect(isBad({ isSolved: true, isFair: null, isWorthIt: false })).toBe(true);
  });
});

describe("a second chance", () => {
  test("goes from who had it to another agent, within four support hours, and says so before", async () => {
    const one = await makeCase("resolved");
    const other = await makeViewer("agent_1");
    const { rights } = await requireRequest(one.requester, one.ticketId);
    expect(rights.chance).toMatchObject({ hand: "same", isChoice: true, successor: "another", isAlone: false });
    await rejectResolution(one.requester, one.ticketId, { body: "It still blinks.", who: "another", fair: "no" });
    const ticket = await ticketOf(one.ticketId);
    expect(ticket).toMatchObject({ state: "open", assigneeId: other.id, dueClock: "second_chance" });
    expect(ticket.dueAt?.getTime()).toBeLessThanOrEqual(Number(rights.chance?.by) + 5_000);
    expect(await ratingsOf(one.ticketId)).toMatchObject([
      { isSolved: false, isFair: false, isWorthIt: null, number: 1 },
    ]);
    expect(await kindsOf(one.ticketId)).toEqual(expect.arrayContaining(["ticket.rated", "ticket.appealed"]));
    const again = await requireRequest(one.requester, one.ticketId);
    expect(again.rights).toMatchObject({ open: [{ kind: "second_chance", toName: other.name }] });
    const left = "another_agent_asked";
    const word = { body: "It was me.", ...(await seen(one.ticketId)) };
    await expect(respond(one.agent, one.ticketId, word)).rejects.toThrow(new Conflict(left));
    await expect(takeTicket(one.agent, one.ticketId, word)).rejects.toThrow(new Conflict(left));
    await readBrief(other, one.ticketId);
    await respond(other, one.ticketId, { ...word, ...(await seen(one.ticketId)) });
    expect(await prisma.appeal.count({ where: { ticketId: one.ticketId, answeredAt: null } })).toBe(0);
    expect((await ticketOf(one.ticketId)).dueClock).not.toBe("second_chance");
  });

  test("is rated by itself, and after it a lead has the ticket", async () => {
    const one = await makeCase("resolved");
    const [first, lead] = [one.agent, await makeViewer("lead")];
    await rejectResolution(one.requester, one.ticketId, { body: "No.", who: "another" });
    const other = viewerFrom(await keeperOf(one.ticketId));
    expect(other.id).not.toBe(first.id);
    await resolveBy(other, one);
    await settleTicket(one.requester, one.ticketId, {
      body: "",
      fair: "no",
      worth: "yes",
      words: "You did not read it.",
    });
    expect(await ratingsOf(one.ticketId)).toMatchObject([
      { number: 1, isSolved: false, ratedId: first.id },
      { number: 2, isSolved: true, isFair: false, isWorthIt: true, ratedId: other.id },
    ]);
    const { rights } = await requireRequest(one.requester, one.ticketId);
    expect(rights.chance).toMatchObject({ successor: "lead", isAlone: false });
    await giveSecondChance(one.requester, one.ticketId, { reason: "Read it." });
    await giveSecondChance(one.requester, one.ticketId, { reason: "Read it." });
    expect(await keeperOf(one.ticketId)).toMatchObject({ role: "lead" });
    expect(await prisma.appeal.count({ where: { ticketId: one.ticketId } })).toBe(2);
    expect((await openAppealsAt(lead, one.ticketId)).map(({ reason }) => reason)).toEqual(["Read it."]);
    expect((await openAppealsAt(other, one.ticketId)).map(({ reason }) => reason)).toEqual([""]);
  });

  test("is for who was not content, and for the requester alone", async () => {
    const one = await makeCase("resolved");
    await settleTicket(one.requester, one.ticketId, { body: "", fair: "yes", worth: "yes" });
    const chance = giveSecondChance(one.requester, one.ticketId, { reason: "" });
    await expect(chance).rejects.toThrow(new Conflict("no_second_chance"));
    await expect(giveSecondChance(await makeViewer(), one.ticketId, { reason: "" })).rejects.toThrow(NotFound);
    await expect(giveSecondChance(one.agent, one.ticketId, { reason: "" })).rejects.toMatchObject({ status: 403 });
  });

  test("the second return goes to another agent, also from closed; the third to a lead", async () => {
    const one = await makeCase("resolved");
    await rejectResolution(one.requester, one.ticketId, { body: "No." });
    expect((await ticketOf(one.ticketId)).assigneeId).toBe(one.agent.id);
    await resolveBy(one.agent, one);
    await settleTicket(one.requester, one.ticketId, { body: "" });
    await continueTicket(one.requester, one.ticketId, { body: "It is back." });
    const { id } = await keeperOf(one.ticketId);
    expect(id).not.toBe(one.agent.id);
    await resolveBy(one.agent, one);
    await rejectResolution(one.requester, one.ticketId, { body: "No!", who: "same" });
    expect(await keeperOf(one.ticketId)).toMatchObject({ role: "lead" });
  });

  test("pressed twenty times at once it is one", async () => {
    for (let round = 0; round < 20; round++) {
      const one = await makeCase("resolved");
      await settleTicket(one.requester, one.ticketId, { body: "", fair: "no" });
      const both = [1, 2].map(() => giveSecondChance(one.requester, one.ticketId, { reason: "" }));
      await Promise.all(both);
      expect(await prisma.appeal.count({ where: { ticketId: one.ticketId } })).toBe(1);
      expect((await ticketOf(one.ticketId)).reopenCount).toBe(1);
    }
  });

  test("in a company of one the same person reads everything again, which is said", async () => {
    const one = await makeCase("resolved");
    await prisma.account.updateMany({
      where: { role: { in: ["agent_1", "agent_2", "lead", "manager"] }, id: { not: one.agent.id } },
      data: { role: "technician" },
    });
    const before = await requireRequest(one.requester, one.ticketId);
    expect(before.rights.chance).toMatchObject({ isAlone: true });
    await rejectResolution(one.requester, one.ticketId, { body: "No.", who: "another" });
    expect(await ticketOf(one.ticketId)).toMatchObject({ assigneeId: one.agent.id, dueClock: "second_chance" });
    const { rights } = await requireRequest(one.requester, one.ticketId);
    expect(rights.open).toMatchObject([{ isAlone: true, toName: null }]);
    await respond(one.agent, one.ticketId, { body: "I read it all again.", ...(await seen(one.ticketId)) });
    expect((await requireRequest(one.requester, one.ticketId)).rights.open).toEqual([]);
  });

  test("who was left gets it again only when nobody else is there", async () => {
    const one = await makeCase("resolved");
    const lead = await makeViewer("lead");
    await rejectResolution(one.requester, one.ticketId, { body: "No.", who: "another" });
    const give = async () =>
      assignTicket(lead, one.ticketId, { assigneeId: one.agent.id, ...(await seen(one.ticketId)) });
    await expect(give()).rejects.toThrow(new Conflict("another_agent_asked"));
    await prisma.account.updateMany({ where: { id: { not: one.agent.id } }, data: { suspendedUntil: new Date(8e14) } });
    await give();
    expect((await ticketOf(one.ticketId)).assigneeId).toBe(one.agent.id);
    await prisma.account.updateMany({ where: {}, data: { suspendedUntil: null } });
  });
});

describe("ratings", () => {
  const row = (name: string, count: number) => {
    const share = { yes: 1, of: count };
    return { name, count, solved: share, fair: share, worth: share };
  };

  test("are summed for leads, and numbers of few are left out so that no difference tells them", () => {
    const shown = shielded([row("a", LEAST_RATED), row("b", 3), row("c", 90), row("d", 0)]);
    expect(shown.map(({ count }) => count)).toEqual([null, null, 90]);
    expect(shielded([row("a", 30), row("b", 3), row("c", 4)]).map(({ count }) => count)).toEqual([30, null, null]);
  });

  test("are read by leads and managers, but not the words about their own work", async () => {
    const one = await makeCase("open");
    const [lead, manager] = [await makeViewer("lead"), await makeViewer("manager")];
    await assignTicket(lead, one.ticketId, { assigneeId: lead.id, ...(await seen(one.ticketId)) });
    await resolveBy(lead, one);
    await settleTicket(one.requester, one.ticketId, { body: "", fair: "no", words: "Not a word to them." });
    await expect(ratingReport(one.agent)).rejects.toThrow(NotFound);
    const wordsFor = async (viewer: Viewer) => (await ratingReport(viewer)).words.map(({ words }) => words);
    expect(await wordsFor(manager)).toContain("Not a word to them.");
    expect(await wordsFor(lead)).not.toContain("Not a word to them.");
    const told = await prisma.event.findMany({ where: { ticketId: one.ticketId } });
    expect(JSON.stringify(told.map(({ data }) => data))).not.toMatch(/Not a word|isFair/);
  });

  test("are not changed afterwards", async () => {
    const one = await makeCase("resolved");
    await settleTicket(one.requester, one.ticketId, { body: "", fair: "no" });
    const change = prisma.rating.updateMany({ where: { ticketId: one.ticketId }, data: { isFair: true } });
    await expect(change).rejects.toThrow(/append-only/);
  });
});
