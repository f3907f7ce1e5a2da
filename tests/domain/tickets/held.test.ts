import { beforeAll, describe, expect, test } from "vitest";
import { SYSTEM, type Viewer } from "../../../app/domain/accounts/viewer.ts";
import { saying, sayings } from "../../../app/domain/macros/say.server.ts";
import { changeSettings } from "../../../app/domain/settings/settings.server.ts";
import { addNote } from "../../../app/domain/tickets/add-note.server.ts";
import { askForSupervisor } from "../../../app/domain/tickets/ask-for-another.server.ts";
import { passReading } from "../../../app/domain/tickets/decide-reading.server.ts";
import type { HeldNoun } from "../../../app/domain/tickets/held.ts";
import { heldOnTicket, listUnsent } from "../../../app/domain/tickets/held-responses.server.ts";
import { makePromise } from "../../../app/domain/tickets/make-promise.server.ts";
import { reopenTicket } from "../../../app/domain/tickets/reopen-ticket.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { sendHeldResponse } from "../../../app/domain/tickets/send-held-response.server.ts";
import { dropStopped, takeBack } from "../../../app/domain/tickets/take-back.server.ts";
import { changeTicket, recordTicket } from "../../../app/domain/tickets/tickets.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { NotFound } from "../../../app/platform/errors.ts";
import { searchTickets } from "../../../search/tickets.server.ts";
import { kindsOf, makeCase, makeViewer, seen, ticketOf, versionOf } from "../../factories/tickets.ts";

beforeAll(() => transaction((tx) => changeSettings(tx, { undoSendSeconds: 15 })));

const WORDS = "Hold kanariwps five seconds.";

interface Said {
  agent: Viewer;
  ticketId: number;
}

async function press({ agent, ticketId }: Said, fields: Record<string, string> = {}, noun: HeldNoun = "responses") {
  const form = new FormData();
  const all = { body: WORDS, seenVersion: String(await versionOf(ticketId)), ...fields };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  await saying(noun)(agent, ticketId, form);
  return (await prisma.heldResponse.findFirstOrThrow({ where: { ticketId }, orderBy: { id: "desc" } })).id;
}

const send = (heldId: number) => sendHeldResponse(heldId, sayings);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
const back = (heldId: number) => ({ heldId, is: "back" }) as const;
const sentOn = (ticketId: number) => prisma.response.findMany({ where: { ticketId } });

describe("what is held", () => {
  test("is nothing yet to anybody but the desk: no response, no event, no job but its own, no search row", async () => {
    const one = await makeCase("open");
    const [before, kinds, ticket] = [
      await requireRequest(one.requester, one.ticketId),
      await kindsOf(one.ticketId),
      await ticketOf(one.ticketId),
    ];
    const heldId = await press(one);
    expect(await requireRequest(one.requester, one.ticketId)).toEqual(before);
    expect(await kindsOf(one.ticketId)).toEqual(kinds);
    expect(await ticketOf(one.ticketId)).toEqual({ ...ticket, version: ticket.version + 1 });
    expect(await sentOn(one.ticketId)).toEqual([]);
    expect((await searchTickets(one.agent, "kanariwps")).rows).toEqual([]);
    const { held } = await heldOnTicket(await makeViewer("agent_1"), one.ticketId);
    expect(held).toMatchObject([{ id: heldId, isMine: false, authorName: one.agent.name }]);
    expect(await heldOnTicket(one.requester, one.ticketId)).toEqual({ held: [], stopped: null });
    const [job] = await prisma.$queryRaw<{ isDue: boolean }[]>`
      SELECT job.run_at = held."sendAt" AND held."sendAt" > held."createdAt" + interval '14 seconds' AS "isDue"
      FROM graphile_worker._private_jobs job, "HeldResponse" held WHERE job.key = 'held:' || held.id AND held.id = ${heldId}`;
    expect(job).toEqual({ isDue: true });
  });

  test("goes out once, and every clock counts from then", async () => {
    const one = await makeCase("open");
    const heldId = await press(one);
    const began = new Date();
    await Promise.all([send(heldId), send(heldId), send(heldId)]);
    await send(heldId);
    expect(await sentOn(one.ticketId)).toMatchObject([{ markdown: WORDS, authorId: one.agent.id, isFromStaff: true }]);
    const { firstRespondedAt } = await ticketOf(one.ticketId);
    expect(firstRespondedAt?.getTime()).toBeGreaterThanOrEqual(began.getTime());
    expect(await prisma.heldResponse.count({ where: { id: heldId } })).toBe(0);
    await expect(takeBack(one.agent, one.ticketId, back(heldId))).rejects.toMatchObject({ code: "already_sent" });
  });

  test("asks, and settles, when it goes out and not before", async () => {
    const [asked, settled] = [await makeCase("open"), await makeCase("open")];
    const wanted = { next: "ask", waitingFor: "The model", waitingUntil: inDays(3) };
    const first = await press(asked, wanted);
    const second = await press(settled, { publish: "legal" }, "resolution");
    expect([(await ticketOf(asked.ticketId)).state, (await ticketOf(settled.ticketId)).state]).toEqual([
      "open",
      "open",
    ]);
    await send(first);
    await send(second);
    expect(await ticketOf(asked.ticketId)).toMatchObject({ state: "waiting_on_requester", waitingFor: "The model" });
    expect(await ticketOf(settled.ticketId)).toMatchObject({ state: "resolved", notPublishedBecause: "legal" });
  });

  test("by a supervisor says what came of it once it goes out, after a second reading too, and news stop it", async () => {
    const [one, lead, reader] = [await makeCase("open"), await makeViewer("lead"), await makeViewer("manager")];
    const { ticketId } = one;
    await askForSupervisor(one.requester, ticketId, { reason: "" });
    const appeal = () => prisma.appeal.findFirstOrThrow({ where: { ticketId } });
    const word = { body: "The part costs 40 €.", outcome: "changed" };
    const first = await press({ ...one, agent: lead }, word, "supervision");
    expect(await appeal()).toMatchObject({ answeredAt: null, outcome: null });
    await replyToRequest(one.requester, ticketId, { body: "Are you there?" });
    await send(first);
    expect(await heldOnTicket(lead, ticketId)).toMatchObject({
      stopped: { noun: "supervision", because: "ticket_changed", typed: word },
    });
    await send(await press({ ...one, agent: lead }, word, "supervision"));
    const { id: readingId, hash, kind } = await prisma.reading.findFirstOrThrow({ where: { ticketId } });
    expect([kind, (await appeal()).answeredAt]).toEqual(["supervise", null]);
    await passReading(reader, ticketId, { readingId, hash, ...(await seen(ticketId)) });
    expect(await appeal()).toMatchObject({ outcome: "changed", answeredById: lead.id });
    expect((await kindsOf(ticketId)).filter((kind) => kind === "ticket.supervised")).toHaveLength(1);
    await expect(press({ ...one, agent: lead }, word, "supervision")).rejects.toMatchObject({ code: "no_appeal" });
  });

  test("pressed twice by the same form is one", async () => {
    const one = await makeCase("open");
    const seenVersion = String(await versionOf(one.ticketId));
    const [first, second] = [
      await press(one, { submissionKey: "respond-1234567890", seenVersion }),
      await press(one, { submissionKey: "respond-1234567890", seenVersion }),
    ];
    expect(second).toBe(first);
    await send(first);
    await expect(press(one, { submissionKey: "respond-1234567890", seenVersion })).rejects.toThrow(/No record/);
    expect(await sentOn(one.ticketId)).toHaveLength(1);
  });

  test("is refused at once for whatever it would be refused for, and leaves nothing behind", async () => {
    const one = await makeCase("open");
    const [stale, kinds] = [String(await versionOf(one.ticketId)), await kindsOf(one.ticketId)];
    await expect(press(one, { body: "" })).rejects.toMatchObject({ code: "invalid_form" });
    await makePromise(one.agent, one.ticketId, {
      body: "A refund",
      dueAt: new Date(Date.now() + 86_400_000),
      ...(await seen(one.ticketId)),
    });
    await expect(press(one, { publish: "legal" }, "resolution")).rejects.toMatchObject({ code: "open_promise" });
    await expect(press(one, { seenVersion: stale })).rejects.toMatchObject({ code: "ticket_changed" });
    expect(await prisma.heldResponse.count({ where: { ticketId: one.ticketId } })).toBe(0);
    expect(await kindsOf(one.ticketId)).toEqual([...kinds, "promise.made"]);
  });

  test("makes whoever writes at the same time look first", async () => {
    const one = await makeCase("open");
    const seenVersion = String(await versionOf(one.ticketId));
    await press(one);
    const other = { agent: await makeViewer("agent_2"), ticketId: one.ticketId };
    await expect(press(other, { seenVersion })).rejects.toMatchObject({ code: "ticket_changed" });
  });
});

describe("taken back", () => {
  test("it never goes out, and its words are in the form again until something else is said by it", async () => {
    const one = await makeCase("open");
    const heldId = await press(one);
    await takeBack(one.agent, one.ticketId, back(heldId));
    await takeBack(one.agent, one.ticketId, back(heldId));
    await send(heldId);
    expect(await sentOn(one.ticketId)).toEqual([]);
    const { held, stopped } = await heldOnTicket(one.agent, one.ticketId);
    expect({ held, stopped }).toMatchObject({ held: [], stopped: { because: "taken_back", typed: { body: WORDS } } });
    await send(await press(one, { body: "Better." }));
    expect(await heldOnTicket(one.agent, one.ticketId)).toEqual({ held: [], stopped: null });
    expect(await sentOn(one.ticketId)).toMatchObject([{ markdown: "Better." }]);
  });

  test("it can be thrown away; what is on its way cannot", async () => {
    const one = await makeCase("open");
    const heldId = await press(one);
    await dropStopped(one.agent, one.ticketId, { heldId, is: "gone" });
    await takeBack(one.agent, one.ticketId, back(heldId));
    await dropStopped(one.agent, one.ticketId, { heldId, is: "gone" });
    expect(await heldOnTicket(one.agent, one.ticketId)).toEqual({ held: [], stopped: null });
  });

  test("only by its writer; for others there is nothing to take back", async () => {
    const one = await makeCase("open");
    const heldId = await press(one);
    await expect(takeBack(await makeViewer("lead"), one.ticketId, back(heldId))).rejects.toMatchObject({
      code: "already_sent",
    });
    await expect(takeBack(one.requester, one.ticketId, back(heldId))).rejects.toThrow(NotFound);
    await send(heldId);
    expect(await sentOn(one.ticketId)).toHaveLength(1);
  });

  test("against going out at the same moment, either is decided: 20 rounds", async () => {
    for (let round = 0; round < 20; round++) {
      const one = await makeCase("open");
      const heldId = await press(one);
      const [undone] = await Promise.allSettled([
        takeBack(one.agent, one.ticketId, back(heldId)),
        send(heldId),
        send(heldId),
      ]);
      const isSent = (await sentOn(one.ticketId)).length;
      expect(isSent).toBe(undone.status === "fulfilled" ? 0 : 1);
      expect((await heldOnTicket(one.agent, one.ticketId)).stopped === null).toBe(isSent === 1);
    }
  });
});

describe("what came in meanwhile", () => {
  test("stops it: its writer is told, sees what is new, and sends by one press", async () => {
    const one = await makeCase("open");
    const heldId = await press(one);
    await replyToRequest(one.requester, one.ticketId, { body: "It works again!" });
    await send(heldId);
    await send(heldId);
    expect(await sentOn(one.ticketId)).toMatchObject([{ isFromStaff: false }]);
    expect(await heldOnTicket(one.agent, one.ticketId)).toMatchObject({
      stopped: { because: "ticket_changed", typed: { body: WORDS } },
    });
    expect(await listUnsent(one.agent)).toEqual([{ number: one.ticketId, subject: expect.any(String) }]);
    const told = await prisma.event.findMany({ where: { ticketId: one.ticketId, kind: "ticket.response_stopped" } });
    expect(told).toMatchObject([{ actorId: null, accountId: one.agent.id }]);
    await send(await press(one));
    expect(await sentOn(one.ticketId)).toHaveLength(2);
    expect(await listUnsent(one.agent)).toEqual([]);
  });

  test("of a colleague stops it too; the writer's own does not", async () => {
    const [one, other] = [await makeCase("open"), await makeCase("open")];
    const [first, second] = [await press(one), await press(other)];
    await addNote(one.agent, one.ticketId, { body: "My own note." });
    await addNote(await makeViewer("lead"), other.ticketId, { body: "Wait: she has called." });
    await send(first);
    await send(second);
    expect(await sentOn(one.ticketId)).toHaveLength(1);
    expect(await sentOn(other.ticketId)).toEqual([]);
  });

  test("by itself stops it too, where its writer has to see it: not that a clock ran on", async () => {
    const [one, other] = [await makeCase("open"), await makeCase("open")];
    const [first, second] = [await press(one), await press(other)];
    await reopenTicket(one.ticketId, { eventId: "1", answerId: 1, memberId: null });
    await transaction(async (tx) => {
      const after = await changeTicket(tx, await ticketOf(other.ticketId), {});
      const warned = { clock: "update", percent: 150 };
      await recordTicket(tx, SYSTEM, "ticket.clock_warned", [after, after], warned);
    });
    await send(first);
    await send(second);
    expect(await sentOn(one.ticketId)).toEqual([]);
    expect((await heldOnTicket(one.agent, one.ticketId)).stopped?.because).toBe("ticket_changed");
    expect(await sentOn(other.ticketId)).toHaveLength(1);
  });

  test("a writer who may not write any more has it back too", async () => {
    const one = await makeCase("open");
    const heldId = await press(one);
    await prisma.account.update({
      where: { id: one.agent.id },
      data: { suspendedUntil: new Date(Date.now() + 60_000) },
    });
    await send(heldId);
    expect(await sentOn(one.ticketId)).toEqual([]);
    expect(await heldOnTicket(one.agent, one.ticketId)).toMatchObject({ stopped: { because: "suspended" } });
  });
});
