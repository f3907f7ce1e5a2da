import { beforeEach, describe, expect, test } from "vitest";
import { actsForOf } from "../../../app/domain/accounts/acting.server.ts";
import { SYSTEM, type Viewer, viewerFrom } from "../../../app/domain/accounts/viewer.ts";
import { acceptDelegation } from "../../../app/domain/delegations/accept-delegation.server.ts";
import { grantDelegation } from "../../../app/domain/delegations/grant-delegation.server.ts";
import { grantInput } from "../../../app/domain/delegations/input.ts";
import { keyOf } from "../../../app/domain/delegations/link.server.ts";
import { doDuty, wishForDuty } from "../../../app/domain/tickets/answer-duty.server.ts";
import { briefDraft } from "../../../app/domain/tickets/briefs.server.ts";
import { listTurns } from "../../../app/domain/tickets/cases.server.ts";
import { grantDuty, refuseDuty, settleDuty } from "../../../app/domain/tickets/decide-duty.server.ts";
import { passReading } from "../../../app/domain/tickets/decide-reading.server.ts";
import { requireDeskTicket } from "../../../app/domain/tickets/desk.server.ts";
import { stepsLeft } from "../../../app/domain/tickets/duty.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { askRequester, respond } from "../../../app/domain/tickets/respond.server.ts";
import { resumeTicket } from "../../../app/domain/tickets/resume-ticket.server.ts";
import { takeDutyStep } from "../../../app/domain/tickets/take-duty-step.server.ts";
import { lockTicket } from "../../../app/domain/tickets/tickets.server.ts";
import { listTimeline } from "../../../app/domain/tickets/timeline.server.ts";
import { takeDutySteps } from "../../../app/jobs/schedule.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { runJobs } from "../../factories/answers.ts";
import { type Case, closing, kindsOf, makeCase, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const fromNow = (ms: number) => new Date(Date.now() + ms);

let one: Case;
beforeEach(async () => {
  one = await makeCase();
});

const asked = { body: "Use the label.", waitingFor: "Send the router back", duty: "send_back" } as const;
async function ask(dueAt = fromNow(7 * DAY), { agent, ticketId } = one): Promise<number> {
  await askRequester(agent, ticketId, { ...asked, waitingUntil: dueAt, ...(await seen(ticketId)) });
  return (await prisma.duty.findFirstOrThrow({ where: { ticketId }, orderBy: { id: "desc" } })).id;
}
/** One whose date was over a day ago. */
async function askedLongAgo({ agent, ticketId } = one): Promise<number> {
  const duty = {
    kind: "photo",
    text: "A photo of the label",
    createdAt: fromNow(-8 * DAY),
    dueAt: fromNow(-DAY),
  } as const;
  const { id } = await prisma.duty.create({ data: { ...duty, ticketId, askedById: agent.id, stepAt: duty.dueAt } });
  return id;
}
async function expired(from = one): Promise<number> {
  const id = await askedLongAgo(from);
  await step(id, noon, from);
  return id;
}
const step = (dutyId: number, now: Date, { ticketId } = one) =>
  transaction(async (tx) => takeDutyStep(tx, await lockTicket(tx, SYSTEM, ticketId), dutyId, now));
const report = (dutyId: number, body = "", viewer = one.requester) => doDuty(viewer, one.ticketId, { dutyId, body });
const wish = (dutyId: number, words = "I was ill.", viewer = one.requester) =>
  wishForDuty(viewer, one.ticketId, { dutyId, words });
const grant = async (dutyId: number, viewer = one.agent, seenVersion?: number) =>
  grantDuty(viewer, one.ticketId, {
    ...{ dutyId, dueAt: fromNow(3 * DAY) },
    ...(seenVersion ? { seenVersion } : await seen(one.ticketId)),
  });
const settle = async (dutyId: number, outcome: "done" | "withdrawn", words = "Keep it.") =>
  settleDuty(one.agent, one.ticketId, { dutyId, outcome, words, ...(await seen(one.ticketId)) });
const resolve = async () => resolveTicket(one.agent, one.ticketId, { ...closing, ...(await seen(one.ticketId)) });
const dutyOf = (id: number) => prisma.duty.findUniqueOrThrow({ where: { id } });
const standings = async () =>
  (await requireRequest(one.requester, one.ticketId)).duties.map(({ standing }) => standing);

/** Noon UTC today: our calendar's zone, and so of whoever has said nothing of theirs. */
const noon = new Date(new Date().setUTCHours(12, 0, 0, 0));
const inZone = ({ id }: Viewer, timeZone: string) => prisma.account.update({ where: { id }, data: { timeZone } });
/** Where it is about noon now. */
const daytime = () => {
  const hours = 12 - new Date().getUTCHours();
  return `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
};

describe("what a requester is asked to do", () => {
  test("is their turn until they have done it, once however often they say so; then it is ours", async () => {
    const id = await ask();
    expect(await ticketOf(one.ticketId)).toMatchObject({ state: "waiting_on_requester", timerAt: null });
    expect(await listTurns(one.requester)).toMatchObject([{ ask: "duty", wanted: "Send the router back" }]);
    await Promise.all([report(id), report(id), report(id)]);
    expect(await ticketOf(one.ticketId)).toMatchObject({ state: "open", waitingFor: "", dutyUntil: null });
    expect((await kindsOf(one.ticketId)).filter((kind) => kind === "duty.done")).toHaveLength(1);
    await expect(report(id, "And another word.")).rejects.toMatchObject({ code: "duty_moved" });
    expect(await listTurns(one.requester)).toEqual([]);
    const told = (await listTimeline(one.agent, one.ticketId)).map(({ kind, duty }) => duty && [kind, duty.text]);
    expect(told.filter(Boolean)).toEqual([
      ["duty.asked", asked.waitingFor],
      ["duty.done", asked.waitingFor],
    ]);
  });

  test("stays theirs after a question of their own is answered, and is in what a successor reads", async () => {
    await ask();
    await replyToRequest(one.requester, one.ticketId, { body: "Which box?" });
    expect((await ticketOf(one.ticketId)).state).toBe("open");
    expect(await listTurns(one.requester)).toMatchObject([{ ask: "duty" }]);
    await respond(one.agent, one.ticketId, { body: "Any box.", ...(await seen(one.ticketId)) });
    expect(await ticketOf(one.ticketId)).toMatchObject({ state: "waiting_on_requester", waitingFor: asked.waitingFor });
    const brief = await transaction(async (tx) => briefDraft(tx, one.agent, await ticketOf(one.ticketId)));
    expect(brief).toContain(asked.waitingFor);
    expect((await requireDeskTicket(one.agent, one.ticketId)).duties).toMatchObject([{ standing: "open" }]);
  });

  test("keeps the ticket from being resolved until the agent says what becomes of it", async () => {
    const id = await ask();
    await resumeTicket(one.agent, one.ticketId, await seen(one.ticketId));
    await expect(resolve()).rejects.toMatchObject({ code: "open_duty" });
    const bypass = prisma.ticket.update({
      where: { id: one.ticketId },
      data: { state: "resolved", willPublish: false, notPublishedBecause: "other", version: { increment: 1 } },
    });
    await expect(bypass).rejects.toThrow();
    await settle(id, "withdrawn");
    expect(await dutyOf(id)).toMatchObject({ state: "withdrawn", settlement: "Keep it.", stepAt: null });
    await resolve();
  });

  test("is asked with the words that a second person lets go, and not before", async () => {
    const rule = async () => ({ sent: null, because: ["money" as const] });
    const pay = { ...asked, duty: "pay" as const, waitingUntil: fromNow(DAY), ...(await seen(one.ticketId)) };
    await askRequester(one.agent, one.ticketId, pay, rule);
    expect(await prisma.duty.count({ where: { ticketId: one.ticketId } })).toBe(0);
    const reading = await prisma.reading.findFirstOrThrow({ where: { ticketId: one.ticketId } });
    const read = { readingId: reading.id, hash: reading.hash, ...(await seen(one.ticketId)) };
    await passReading(await makeViewer("lead"), one.ticketId, read);
    expect(await standings()).toEqual(["open"]);
  });

  test("is done by who may write for them, and by nobody else", async () => {
    const id = await ask();
    const child = await makeViewer();
    const acting = async (ticks: Record<string, string>) => {
      const made = await grantDelegation(one.requester, grantInput.parse({ days: "30", ...ticks }));
      await acceptDelegation(child, await keyOf(made.id));
      const account = await prisma.account.findUniqueOrThrow({ where: { id: child.id } });
      return viewerFrom({ ...account, actsFor: await actsForOf(child.id) });
    };
    const reader = await acting({ confirm: "on" });
    await expect(report(id, "", reader)).rejects.toMatchObject({ code: "forbidden" });
    await expect(report(id, "", child)).rejects.toMatchObject({ code: "not_found" });
    await expect(report(id, "", one.agent)).rejects.toMatchObject({ code: "forbidden" });
    const other = await makeCase();
    await expect(
      settleDuty(other.agent, other.ticketId, { dutyId: id, outcome: "done", words: "", seenVersion: 1 }),
    ).rejects.toMatchObject({ code: "not_found" });
    await report(id, "Sent today.", await acting({ write: "on" }));
    const { responses } = await requireRequest(one.requester, one.ticketId);
    expect(responses.at(-1)).toMatchObject({ authorName: one.requester.name, byName: child.name });
  });

  test("of two who settle it at once one does, twenty times", async () => {
    for (let round = 0; round < 20; round++) {
      const id = await ask();
      const { seenVersion } = await seen(one.ticketId);
      const withdrawal = settleDuty(one.agent, one.ticketId, {
        dutyId: id,
        outcome: "withdrawn",
        words: "No.",
        seenVersion,
      });
      const both = await Promise.allSettled([report(id), withdrawal]);
      const refused = both.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
      expect(refused).toHaveLength(1);
      expect(["duty_moved", "ticket_changed"]).toContain(refused[0]);
      expect((await ticketOf(one.ticketId)).state).toBe("open");
    }
  });
});

describe("reminders", () => {
  const at = (createdAt: Date, dueAt: Date) =>
    stepsLeft({ createdAt, dueAt, halfRemindedAt: null, dayRemindedAt: null }).map(({ step, at }) => [
      step,
      (at.getTime() - createdAt.getTime()) / HOUR,
    ]);

  test("come at half the time and a day before the date, and not a day before what was asked for within a day", () => {
    const from = new Date("2026-03-02T10:00:00Z");
    const later = (hours: number) => new Date(from.getTime() + hours * HOUR);
    expect(at(from, later(96))).toEqual([
      ["half", 48],
      ["day", 72],
      ["expiry", 96],
    ]);
    expect(at(from, later(30))).toEqual([
      ["day", 6],
      ["half", 15],
      ["expiry", 30],
    ]);
    expect(at(from, later(10))).toEqual([
      ["half", 5],
      ["expiry", 10],
    ]);
  });

  test("are given once each, never at night where the requester is, and change nothing an agent has not seen", async () => {
    const created = new Date(noon.getTime() - 4 * DAY);
    const duty = { ticketId: one.ticketId, kind: "photo", text: "A photo", createdAt: created } as const;
    const { id } = await prisma.duty.create({
      data: { ...duty, dueAt: new Date(noon.getTime() + 4 * DAY), stepAt: noon },
    });
    const { version } = await ticketOf(one.ticketId);
    const reminded = async () => (await kindsOf(one.ticketId)).filter((kind) => kind === "duty.reminded").length;
    await inZone(one.requester, "Asia/Tokyo"); // noon UTC is nine in the evening there, three hours later is midnight
    await step(id, new Date(noon.getTime() + 3 * HOUR));
    expect(await reminded()).toBe(0);
    expect(await dutyOf(id)).toMatchObject({ stepAt: new Date(noon.getTime() + 11 * HOUR) }); // eight in the morning
    await inZone(one.requester, "America/New_York");
    for (let again = 0; again < 3; again++) await step(id, new Date(noon.getTime() + 3 * HOUR));
    expect(await reminded()).toBe(1);
    const dayBefore = new Date(noon.getTime() + 3 * DAY);
    expect(await dutyOf(id)).toMatchObject({ stepAt: dayBefore });
    for (let again = 0; again < 3; again++) await step(id, new Date(dayBefore.getTime() + 3 * HOUR));
    expect(await reminded()).toBe(2);
    expect(await ticketOf(one.ticketId)).toMatchObject({ version, state: "open" });
    await runJobs();
    const told = await prisma.notification.findMany({ where: { ticketId: one.ticketId, kind: "duty_reminder" } });
    expect(told.map(({ accountId }) => accountId)).toEqual([one.requester.id, one.requester.id]);
  });

  test("after downtime come in the order in which they were due, and what is past its date is not reminded of", async () => {
    const cases = [one, await makeCase(), await makeCase()];
    for (const { requester } of cases) await inZone(requester, daytime());
    const [late, soon, over] = cases.map(({ ticketId }) => ticketId);
    const make = (ticketId = 0, from = 0, to = 0) => {
      const times = { createdAt: fromNow(from), dueAt: fromNow(to), stepAt: fromNow((from + to) / 2) };
      return prisma.duty.create({ data: { ticketId, kind: "other", text: "Do it", ...times } });
    };
    await make(late, -3 * DAY, 2 * DAY);
    await make(soon, -9 * DAY, 3 * DAY);
    await make(over, -4 * DAY, -DAY);
    await takeDutySteps({}, {} as Parameters<typeof takeDutySteps>[1]);
    await takeDutySteps({}, {} as Parameters<typeof takeDutySteps>[1]);
    const ids = cases.map(({ ticketId }) => ticketId);
    const events = await prisma.event.findMany({
      where: { ticketId: { in: ids }, kind: { startsWith: "duty." } },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ kind, ticketId }) => [kind, ids.indexOf(ticketId ?? 0)])).toEqual([
      ["duty.reminded", 1],
      ["duty.expired", 2],
      ["duty.reminded", 0],
    ]);
  });
});

describe("after its date", () => {
  test("nothing is closed: both are told, and a new one is asked for and given, or refused with a reason", async () => {
    const id = await expired();
    expect(await ticketOf(one.ticketId)).toMatchObject({ state: "open" });
    await expect(grant((await ask()) + 0)).rejects.toMatchObject({ code: "duty_moved" });
    await settle((await dutyOfTicket("open")).id, "done");
    await wish(id);
    await wish(id);
    await expect(resolve()).rejects.toMatchObject({ code: "open_duty" });
    const refusal = { dutyId: id, words: "The label is gone.", ...(await seen(one.ticketId)) };
    await refuseDuty(one.agent, one.ticketId, refusal);
    expect((await ticketOf(one.ticketId)).requesterWaitingSince).toBeNull();
    await grant(id);
    expect(await standings()).toEqual(["reissued", "done", "open"]);
    expect((await ticketOf(one.ticketId)).state).toBe("waiting_on_requester");
    await runJobs();
    const told = await prisma.notification.findMany({
      where: { ticketId: one.ticketId, kind: { startsWith: "duty_" } },
      orderBy: { id: "asc" },
    });
    const of = ({ id }: Viewer) => told.filter(({ accountId }) => accountId === id).map(({ kind }) => kind);
    expect(of(one.requester)).toEqual(["duty_expired", "duty_received", "duty_refused", "duty_granted"]);
    expect(of(one.agent)).toEqual(["duty_over", "duty_wanted"]);
  });

  const dutyOfTicket = (state: "open") => prisma.duty.findFirstOrThrow({ where: { ticketId: one.ticketId, state } });

  test("it expires in the morning where its date fell into the night, and what waited for it comes back to us", async () => {
    const id = await askedLongAgo();
    const dueAt = (await dutyOf(id)).dueAt;
    const waiting = {
      state: "waiting_on_requester",
      waitingFor: "A photo of the label",
      waitingUntil: dueAt,
      dutyUntil: dueAt,
    } as const;
    await prisma.ticket.update({ where: { id: one.ticketId }, data: { ...waiting, version: { increment: 1 } } });
    await inZone(one.requester, "Asia/Tokyo");
    await step(id, new Date(noon.getTime() + 3 * HOUR));
    expect(await dutyOf(id)).toMatchObject({ state: "open" });
    await step(id, new Date(noon.getTime() + 12 * HOUR));
    expect(await dutyOf(id)).toMatchObject({ state: "expired" });
    expect(await ticketOf(one.ticketId)).toMatchObject({ state: "open", dutyUntil: null, waitingFor: "" });
  });

  test("of two who give a new date at once one does, and of expiry and report each is decided, twenty times", async () => {
    const lead = await makeViewer("lead");
    for (let round = 0; round < 20; round++) {
      const id = await askedLongAgo();
      const both = await Promise.allSettled([report(id), step(id, noon)]);
      expect(both.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
      expect((await dutyOf(id)).state).toBe("done");
      const late = await expired();
      const { seenVersion } = await seen(one.ticketId);
      const grants = await Promise.allSettled([grant(late, one.agent, seenVersion), grant(late, lead, seenVersion)]);
      expect(grants.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      await settle((await dutyOfTicket("open")).id, "withdrawn");
    }
    expect(await prisma.duty.count({ where: { ticketId: one.ticketId, reissueOfId: { not: null } } })).toBe(20);
  });
});
