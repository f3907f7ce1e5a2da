import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { byMode, refuseSensitive } from "../../../app/domain/macros/respond-by-mode.server.ts";
import { recipientsOf } from "../../../app/domain/notifications/recipients.server.ts";
import { askForStep } from "../../../app/domain/tickets/ask-for-step.server.ts";
import { assignTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { passReading, returnReading, withdrawReading } from "../../../app/domain/tickets/decide-reading.server.ts";
import { readBrief } from "../../../app/domain/tickets/read-brief.server.ts";
import { changeReadingCategory, changeReadingWords } from "../../../app/domain/tickets/reading-rules.server.ts";
import { listReadings, returnedReading, waitingReading } from "../../../app/domain/tickets/reading-views.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { askRequester, respond } from "../../../app/domain/tickets/respond.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, Forbidden, NotFound } from "../../../app/platform/errors.ts";
import { closing, kindsOf, lastEvent, makeCase, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";

const MONEY = "We will refund you the 40 € at once.";
const PLAIN = "Hold the button for five seconds.";

let reader: Viewer;
beforeEach(async () => {
  reader = await makeViewer("lead");
});

const rule = (fields: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return byMode(form);
};

const say = async (agent: Viewer, ticketId: number, body: string, fields?: Record<string, string>) =>
  respond(agent, ticketId, { body, ...(await seen(ticketId)) }, rule(fields));

/** A ticket on which a response about money waits. */
async function held() {
  const one = await makeCase("open");
  await say(one.agent, one.ticketId, MONEY);
  const reading = await prisma.reading.findFirstOrThrow({ where: { ticketId: one.ticketId } });
  return { ...one, reading, readingId: reading.id, hash: reading.hash };
}

const pass = async (viewer: Viewer, { ticketId, readingId, hash }: Awaited<ReturnType<typeof held>>, more = {}) =>
  passReading(viewer, ticketId, { readingId, hash, ...(await seen(ticketId)), ...more });

describe("a response on money, law, safety or health", () => {
  test("is not sent before a second person lets exactly that text go, in its author's name", async () => {
    const one = await held();
    const { agent, requester, ticketId } = one;
    const before = await ticketOf(ticketId);
    expect((await requireRequest(requester, ticketId)).responses).toEqual([]);
    expect(before.firstRespondedAt, "no clock stops for it").toBeNull();
    await expect(pass(agent, one), "its author").rejects.toThrow(Forbidden);
    await expect(pass(await makeViewer("agent_1"), one), "level 1").rejects.toThrow(Forbidden);
    await expect(pass(requester, one), "the requester knows nothing of it").rejects.toThrow(NotFound);
    await expect(pass(reader, one, { hash: "0".repeat(64) })).rejects.toThrow(new Conflict("reading_over"));
    await pass(reader, one);
    const [sent] = (await requireRequest(requester, ticketId)).responses;
    expect(sent).toMatchObject({ authorName: agent.name, html: expect.stringContaining("refund you the 40 €") });
    expect((await ticketOf(ticketId)).firstRespondedAt).toBeInstanceOf(Date);
    await expect(pass(reader, one)).rejects.toThrow(new Conflict("reading_over"));
    await expect(prisma.reading.update({ where: { id: one.readingId }, data: { markdown: "x" } })).rejects.toThrow();
  });

  test("can't be let go over a message its reader has not seen, and says when it is overtaken", async () => {
    const one = await held();
    const then = await seen(one.ticketId);
    await replyToRequest(one.requester, one.ticketId, { body: "Never mind the money, it smokes." });
    await expect(pass(reader, one, then)).rejects.toThrow(new Conflict("ticket_changed"));
    expect(await waitingReading(reader, one.ticketId)).toMatchObject({ isOvertaken: true, standing: "reader" });
  });

  test("comes back with a reason into the form it came from, until something else was sent", async () => {
    const one = await held();
    const { agent, ticketId, readingId } = one;
    await returnReading(reader, ticketId, { readingId, reason: "We can't promise that." });
    expect(await returnedReading(agent, ticketId)).toMatchObject({
      kind: "respond",
      reason: "We can't promise that.",
      typed: { body: MONEY },
    });
    expect(await returnedReading(reader, ticketId), "for its author alone").toBeNull();
    await say(agent, ticketId, PLAIN);
    expect(await returnedReading(agent, ticketId)).toBeNull();
  });

  test("is taken back by its author alone; one waits at a time, and nothing is resolved over it", async () => {
    const { agent, ticketId, readingId } = await held();
    await expect(say(agent, ticketId, `${MONEY} Again.`)).rejects.toThrow(new Conflict("reading_waits"));
    const input = { ...closing, ...(await seen(ticketId)) };
    await expect(resolveTicket(agent, ticketId, input, rule())).rejects.toThrow(new Conflict("reading_waits"));
    await say(agent, ticketId, "What does not touch it goes out meanwhile.");
    await expect(withdrawReading(reader, ticketId, readingId)).rejects.toThrow(Forbidden);
    await withdrawReading(agent, ticketId, readingId);
    await resolveTicket(agent, ticketId, { ...closing, ...(await seen(ticketId)) }, rule());
  });

  test("which asks or resolves does so once it is let go, as its form had it", async () => {
    const asking = await makeCase("open");
    const waitingUntil = new Date(Date.now() + 86_400_000);
    const question = { body: PLAIN, waitingFor: "Your doctor's note", waitingUntil };
    await askRequester(asking.agent, asking.ticketId, { ...question, ...(await seen(asking.ticketId)) }, rule());
    expect((await ticketOf(asking.ticketId)).state).toBe("open");
    await letGo(asking.ticketId);
    expect(await ticketOf(asking.ticketId)).toMatchObject({ state: "waiting_on_requester", waitingUntil });
    const ending = await makeCase("open", { desiredOutcome: "My money back" });
    const input = { ...closing, outcomeVerdict: "refused", outcomeReason: "No warranty.", publish: "legal" } as const;
    await resolveTicket(ending.agent, ending.ticketId, { ...input, ...(await seen(ending.ticketId)) }, rule());
    await letGo(ending.ticketId);
    expect(await ticketOf(ending.ticketId)).toMatchObject({
      state: "resolved",
      outcomeReason: "No warranty.",
      notPublishedBecause: "legal",
    });
  });

  test("can be let go with a resolution that nobody had a wish for", async () => {
    const { agent, ticketId } = await makeCase("open");
    await resolveTicket(agent, ticketId, { ...closing, ...(await seen(ticketId)) }, rule({ readFirst: "on" }));
    await letGo(ticketId);
    expect((await ticketOf(ticketId)).state).toBe("resolved");
  });

  async function letGo(ticketId: number) {
    const { id: readingId, hash } = await prisma.reading.findFirstOrThrow({ where: { ticketId, state: "waiting" } });
    await passReading(reader, ticketId, { readingId, hash, ...(await seen(ticketId)) });
  }

  test("is let go once, however many press at once, and never while it is given back", {
    timeout: 120_000,
  }, async () => {
    const others = [await makeViewer("agent_2"), await makeViewer("manager")];
    for (let round = 0; round < 20; round++) {
      const one = await held();
      const { ticketId, readingId } = one;
      const back = returnReading(reader, ticketId, { readingId, reason: "No." });
      const results = await Promise.allSettled([...others.map((other) => pass(other, one)), back]);
      const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
      expect(refused.every((reason) => reason instanceof Conflict)).toBe(true);
      expect(refused).toHaveLength(2);
      const { state } = await prisma.reading.findUniqueOrThrow({ where: { id: readingId } });
      expect(await prisma.response.count({ where: { ticketId } }), state).toBe(state === "passed" ? 1 : 0);
    }
  });

  test("tells those who may let it go, and its author what became of it", async () => {
    const one = await held();
    const wanted = await recipientsOf(await lastEvent(one.ticketId));
    expect(wanted).toContainEqual({ accountId: reader.id, kind: "reading_wanted", reason: "reviewer" });
    expect(wanted.map(({ accountId }) => accountId)).not.toContain(one.agent.id);
    await returnReading(reader, one.ticketId, { readingId: one.readingId, reason: "No." });
    expect(await recipientsOf(await lastEvent(one.ticketId))).toEqual([
      { accountId: one.agent.id, kind: "reading_returned", reason: "author" },
    ]);
    const two = await held();
    await pass(reader, two);
    const passed = await prisma.event.findFirstOrThrow({
      where: { ticketId: two.ticketId, kind: "ticket.reading_passed" },
    });
    expect(await recipientsOf(passed)).toMatchObject([{ accountId: two.agent.id, kind: "reading_passed" }]);
    expect(await kindsOf(two.ticketId)).toContain("ticket.responded");
  });
});

describe("a response whose author can't send it any more", () => {
  const given = async (viewer: Viewer, one: Awaited<ReturnType<typeof held>>) => {
    await pass(viewer, one);
    expect(await prisma.response.count({ where: { ticketId: one.ticketId, isFromStaff: true } })).toBe(0);
    return prisma.reading.findUniqueOrThrow({ where: { id: one.readingId } });
  };

  test("is sent by whoever has the ticket now, unchanged without another reading", async () => {
    const [one, owner] = [await held(), await makeViewer("agent_1")];
    await assignTicket(reader, one.ticketId, { assigneeId: owner.id, ...(await seen(one.ticketId)) });
    await readBrief(owner, one.ticketId);
    expect(await given(reader, one)).toMatchObject({ state: "returned", givenToId: owner.id, reason: "author_moved" });
    expect(await recipientsOf(await lastEvent(one.ticketId))).toMatchObject([{ accountId: owner.id }]);
    expect(await returnedReading(one.agent, one.ticketId)).toBeNull();
    const typed = { body: MONEY };
    expect(await returnedReading(owner, one.ticketId)).toMatchObject({ came: "author_moved", typed });
    expect((await say(owner, one.ticketId, `${MONEY} And 5 € more.`)).id, "changed words are read").toBeNull();
    const waiting = await prisma.reading.findFirstOrThrow({ where: { ticketId: one.ticketId, state: "waiting" } });
    await withdrawReading(owner, one.ticketId, waiting.id);
    const { id } = await say(owner, one.ticketId, MONEY);
    expect(await prisma.response.findUniqueOrThrow({ where: { id: id ?? 0 } })).toMatchObject({ authorId: owner.id });
  });

  test.each([
    ["left", { suspendedUntil: new Date(Date.now() + 86_400_000) }],
    ["another role", { role: "technician" as const }],
  ])("because they have %s goes to who let it go where nobody else has the ticket", async (_, change) => {
    const one = await held();
    await prisma.account.update({ where: { id: one.agent.id }, data: change });
    expect(await given(reader, one)).toMatchObject({ givenToId: reader.id, reason: "author_gone" });
  });
});

describe("what is read twice", () => {
  test.each([
    ["a sum", "That is EUR 12.50 more.", ["money"]],
    ["a word in any case", "Your WARRANTY has ended.", ["law"]],
    ["two subjects", "It may catch fire; see a doctor.", ["safety", "health"]],
    ["its author's wish", PLAIN, ["asked"]],
  ])("is known by %s", async (_, body, because) => {
    const { agent, ticketId } = await makeCase("open");
    await say(agent, ticketId, body, because.includes("asked") ? { readFirst: "on" } : {});
    expect(await prisma.reading.findFirst({ where: { ticketId } })).toMatchObject({ because });
  });

  test("is a lead's to say: words, and whole categories; approved words are not looked at", async () => {
    const { agent, ticketId } = await makeCase("open");
    const { categoryId } = await ticketOf(ticketId);
    const words = { money: [], law: [], safety: ["button"], health: [] };
    await expect(changeReadingWords(agent, words)).rejects.toThrow(Forbidden);
    await expect(changeReadingCategory(agent, { categoryId, is: "on" })).rejects.toThrow(Forbidden);
    await changeReadingWords(reader, words);
    await expect(
      askForStep(agent, ticketId, { ...stepInput(), ...(await seen(ticketId)) }, refuseSensitive),
    ).rejects.toThrow(new Conflict("step_read_twice"));
    await prisma.macro.create({
      data: {
        ...{ name: "Hold", ownerId: agent.id, version: 1, expiresAt: new Date(Date.now() + 86_400_000) },
        versions: {
          create: {
            version: 1,
            texts: { en: PLAIN },
            writerIds: [agent.id],
            approverId: reader.id,
            approvedAt: new Date(),
          },
        },
      },
    });
    expect((await say(agent, ticketId, `Hello Vera, thanks for waiting. ${PLAIN}`)).id).not.toBeNull();
    await changeReadingCategory(reader, { categoryId, is: "on" });
    expect((await say(agent, ticketId, "Anything at all.")).id).toBeNull();
    expect((await listReadings(reader)).map(({ number }) => number)).toContain(ticketId);
    await expect(listReadings(await makeViewer("technician"))).rejects.toThrow(NotFound);
    await changeReadingCategory(reader, { categoryId, is: "off" });
    await prisma.site.update({ where: { id: 1 }, data: { settings: {} } });
    await changeReadingWords(reader, { money: ["refund"], law: [], safety: [], health: [] });
  });

  const stepInput = () => ({ body: "Hold the button", reason: "", waitingUntil: new Date(Date.now() + 86_400_000) });
});

test("whoever is alone waits, reads again, and lets their own go", async () => {
  const { agent, ticketId, readingId, hash } = await held();
  const others = { role: { in: ["agent_2", "lead", "manager"] as const }, id: { not: agent.id } };
  await prisma.account.updateMany({
    where: { ...others, role: { in: [...others.role.in] } },
    data: { role: "customer" },
  });
  const one = async (more = {}) =>
    passReading(agent, ticketId, { readingId, hash, ...(await seen(ticketId)), ...more });
  await expect(one({ hasReread: "on" })).rejects.toMatchObject({ code: "review_too_early" });
  expect(await waitingReading(agent, ticketId)).toMatchObject({ standing: "alone" });
  await prisma.site.update({ where: { id: 1 }, data: { settings: { selfReviewMinutes: 0 } } });
  await changeReadingWordsNothing();
  await expect(one()).rejects.toMatchObject({ fields: { hasReread: "required" } });
  await one({ hasReread: "on" });
  expect(await prisma.response.count({ where: { ticketId } })).toBe(1);
});

/** Settings are kept for two seconds; a change of theirs forgets them. */
async function changeReadingWordsNothing() {
  const lead = await makeViewer("lead");
  await changeReadingWords(lead, { money: ["refund"], law: [], safety: [], health: [] });
  await prisma.account.update({ where: { id: lead.id }, data: { role: "customer" } });
}
