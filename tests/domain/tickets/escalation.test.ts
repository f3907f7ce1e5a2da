import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { morningAfter } from "../../../app/domain/calendars/night.ts";
import {
  defaultPolicy,
  POLICY_NUMBERS,
  POLICY_TRIGGERS,
  type Policy,
  policyForm,
} from "../../../app/domain/settings/policy.ts";
import { affectedAt, failedAt, wordIn } from "../../../app/domain/threads/escalation.ts";
import { joinAffected } from "../../../app/domain/threads/join-affected.server.ts";
import { judgePost } from "../../../app/domain/threads/judge-post.server.ts";
import { changePolicy, policyOf, policyVersions, restorePolicy } from "../../../app/domain/threads/policies.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { refreshState } from "../../../app/domain/threads/silence.server.ts";
import { lockThread } from "../../../app/domain/threads/threads.server.ts";
import { takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { considerEscalation } from "../../../app/domain/tickets/escalate-by-rule.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { sayNeverMind, sayStillStuck } from "../../../app/domain/tickets/still-stuck.server.ts";
import { deEscalate, undoEscalation } from "../../../app/domain/tickets/withdraw-escalation.server.ts";
import { sweepSilentThreads, takeThreadSteps } from "../../../app/jobs/schedule.server.ts";
import { pool, prisma, transaction } from "../../../app/platform/db.server.ts";
import { Conflict, NotFound } from "../../../app/platform/errors.ts";
import { escalation, kindsOf, makeThread, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";
import { makeReply } from "../../factories.ts";

type Helpers = Parameters<typeof takeThreadSteps>[1];
const steps = () => takeThreadSteps({}, {} as Helpers);
const sweep = () => sweepSilentThreads({}, {} as Helpers);
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const threadOf = (id: number) => prisma.thread.findUniqueOrThrow({ where: { id } });
const verify = (viewer: Viewer) =>
  prisma.account.update({ where: { id: viewer.id }, data: { emailVerifiedAt: new Date() } });

async function liveTicketOf(threadId: number) {
  const link = await prisma.ticketThread.findFirst({ where: { threadId, isLive: true }, include: { ticket: true } });
  return link?.ticket ?? null;
}

let asker: Viewer;
let peer: Viewer;
let lead: Viewer;
let categoryId: number;

beforeAll(async () => {
  [asker, peer, lead] = [await makeViewer(), await makeViewer(), await makeViewer("lead")];
  categoryId = (await threadOf((await makeThread(asker)).id)).categoryId;
});

const seenVersion = async (id: number | null) => (await policyVersions(lead, id))[0]?.version ?? 0;
async function setPolicy(rules: Partial<Policy> | null, id: number | null = categoryId) {
  const all = rules && { ...defaultPolicy, ...rules };
  await changePolicy(lead, { categoryId: id, rules: all, seen: await seenVersion(id) });
}

describe("a policy", () => {
  test("is that of all categories until one has its own; each change is a version with its author", async () => {
    await setPolicy({ askerAfterHours: 2 }, null);
    expect((await policyOf(prisma, categoryId)).askerAfterHours).toBe(2);
    await setPolicy({ askerAfterHours: 6, on: ["silence"] });
    expect(await policyOf(prisma, categoryId)).toMatchObject({ askerAfterHours: 6, on: ["silence"] });
    await setPolicy(null);
    expect((await policyOf(prisma, categoryId)).askerAfterHours).toBe(2);
    expect((await policyVersions(lead, categoryId)).map(({ version, by }) => [version, by])).toEqual([
      [2, lead.name],
      [1, lead.name],
    ]);
    await setPolicy({}, null);
  });

  test("is changed by leads, managers and admins, one after the other, and stays as it was", async () => {
    const change = { categoryId, rules: defaultPolicy, seen: await seenVersion(categoryId) };
    for (const role of ["customer", "agent_2", "dispatcher"] as const)
      await expect(changePolicy(await makeViewer(role), change), role).rejects.toThrow(NotFound);
    const both = await Promise.allSettled([changePolicy(lead, change), changePolicy(lead, change)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(prisma.escalationPolicy.updateMany({ data: { rules: { failedReplies: 9 } } })).rejects.toThrow();
    await setPolicy(null);
  });

  test("goes back to an earlier version with one press, as another version; before the first it is as the product comes", async () => {
    const hours = async () => (await policyOf(prisma, categoryId)).askerAfterHours;
    const back = async (version: number, id: number | null = categoryId) =>
      restorePolicy(lead, { categoryId: id, version, seen: await seenVersion(id) });
    await setPolicy({ askerAfterHours: 7 });
    const earlier = await seenVersion(categoryId);
    await setPolicy({ askerAfterHours: 9 });
    await expect(restorePolicy(lead, { categoryId, version: earlier, seen: earlier })).rejects.toThrow(Conflict);
    await expect(back(900)).rejects.toThrow(NotFound);
    await back(earlier);
    expect([await hours(), await seenVersion(categoryId)]).toEqual([7, earlier + 2]);
    await back(0);
    await setPolicy({ askerAfterHours: 3 }, null);
    expect(await hours(), "without rules of its own").toBe(3);
    await back(0, null);
    expect(await hours()).toBe(defaultPolicy.askerAfterHours);
  });
});

describe("silence", () => {
  test("first calls helpers and asks for details, once for a wait; then staff has it, with nobody's doing", async () => {
    const helper = await makeViewer("expert");
    const earlier = await makeThread(peer);
    const solution = await makeReply(helper, earlier.id);
    await prisma.post.update({ where: { id: solution.id }, data: { solutionAt: new Date() } });
    await prisma.account.update({ where: { id: helper.id }, data: { timeZone: awakeZone() } });
    const { id } = await makeThread(asker, { waitingSince: ago(10) });
    await prisma.thread.update({ where: { id }, data: { stepAt: ago(1) } });
    await steps();
    await steps();
    const nudges = await prisma.event.findMany({ where: { threadId: id, kind: "thread.nudged" } });
    expect(nudges).toHaveLength(1);
    expect(nudges[0]?.data).toMatchObject({ helpers: [{ accountId: helper.id }] });
    expect((await threadOf(id)).stepAt, "called once").toBeNull();
    await prisma.thread.update({ where: { id }, data: { escalateAt: ago(1) } });
    await sweep();
    expect(await liveTicketOf(id)).toMatchObject({ trigger: "silence", state: "read_back" });
  });

  test("in a category where it is off nothing is due", async () => {
    await setPolicy({ on: ["asker"] });
    const { id } = await makeThread(asker, { waitingSince: ago(10), escalateAt: ago(1) });
    await sweep();
    expect(await liveTicketOf(id)).toBeNull();
    await transaction(async (tx) => refreshState(tx, await lockThread(tx, lead, id)));
    expect(await threadOf(id)).toMatchObject({ escalateAt: null, stepAt: null });
    await setPolicy(null);
  });
});

/** A zone where it is that hour now, half an hour more or less. */
function zoneAt(hour: number): string {
  const hours = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  return `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`; // whose signs are turned round
}
const livesAt = (hour: number) => prisma.account.update({ where: { id: asker.id }, data: { timeZone: zoneAt(hour) } });

describe("replies, and then silence", () => {
  beforeEach(() => livesAt(12));

  async function asked() {
    const { id } = await makeThread(asker);
    await makeReply(peer, id);
    expect((await threadOf(id)).stepAt, "three days of support away").toBeInstanceOf(Date);
    await prisma.thread.update({ where: { id }, data: { stepAt: ago(1), lastPostAt: ago(20) } });
    await steps();
    return id;
  }

  test("asks the asker; still stuck goes to staff, whatever the hour and however many before", async () => {
    const id = await asked();
    expect(await kindsOfThread(id)).toContain("thread.checked");
    await expect(sayStillStuck(peer, id)).rejects.toThrow(NotFound);
    await sayStillStuck(asker, id);
    expect(await liveTicketOf(id)).toMatchObject({ trigger: "still_stuck", state: "read_back" });
  });

  test("waits for the morning where it is night for the asker", async () => {
    await livesAt(3);
    const id = await asked();
    expect(await kindsOfThread(id)).not.toContain("thread.checked");
    const { timeZone } = await prisma.account.findUniqueOrThrow({ where: { id: asker.id } });
    expect((await threadOf(id)).stepAt).toEqual(morningAfter(timeZone ?? "", new Date()));
  });

  test("never mind, or a week without a word, and it rests; whoever speaks wakes it", async () => {
    const id = await asked();
    await sayNeverMind(asker, id);
    expect((await threadOf(id)).state).toBe("dormant");
    await makeReply(asker, id, "It is back.");
    expect(await threadOf(id)).toMatchObject({ state: "needs_attention" });
    const other = await asked();
    await prisma.thread.update({ where: { id: other }, data: { stepAt: ago(1) } });
    await steps();
    expect(await threadOf(other)).toMatchObject({ state: "dormant", stepAt: null });
    await expect(sayNeverMind(asker, id)).rejects.toMatchObject({ code: "not_asked_now" });
  });
});

describe("what was said", () => {
  test("two replies that did not work and the asker is back: staff has it; not before, and not again for the same", async () => {
    const { id } = await makeThread(asker);
    const [first, second] = [await makeReply(peer, id), await makeReply(peer, id)];
    await judgePost(await makeViewer(), first.id, "didnt");
    await judgePost(await makeViewer(), second.id, "didnt");
    expect(await considerEscalation(id), "the asker has not come back").toBeNull();
    await judgePost(asker, second.id, "didnt");
    expect(await considerEscalation(id)).toBe("failed_replies");
    const ticket = await liveTicketOf(id);
    await undoEscalation(asker, ticket?.id ?? 0);
    await prisma.thread.update({ where: { id }, data: { heldUntil: null } });
    expect(await considerEscalation(id), "the same words").toBeNull();
  });

  test("the rules are asked when the asker speaks, or when they were held back; another's reply brings none about", async () => {
    const isAsked = async (id: number) => {
      const { rowCount } = await pool.query("DELETE FROM graphile_worker._private_jobs WHERE key = $1", [
        `consider:${id}`,
      ]);
      return rowCount === 1;
    };
    const { id } = await makeThread(asker);
    const reply = (viewer: Viewer) => replyToThread(viewer, id, { body: "Still red.", submissionKey: randomUUID() });
    await reply(peer);
    expect(await isAsked(id)).toBe(false);
    await reply(asker);
    expect(await isAsked(id)).toBe(true);
    await prisma.thread.update({ where: { id }, data: { heldUntil: ago(1) } });
    await reply(peer);
    expect(await isAsked(id)).toBe(true);
  });

  test("three verified people in a day: one ticket, all subscribed; people without an address are no crowd", async () => {
    const { id } = await makeThread(asker);
    const people = [await makeViewer(), await makeViewer(), await makeViewer()];
    for (const one of people) await joinAffected(one, id);
    expect(await considerEscalation(id)).toBeNull();
    for (const one of people) await verify(one);
    const all = await Promise.allSettled([considerEscalation(id), considerEscalation(id), considerEscalation(id)]);
    expect(all.flatMap((one) => (one.status === "fulfilled" && one.value ? one.value : []))).toEqual(["affected"]);
    expect(await prisma.watch.count({ where: { threadId: id, reason: "affected" } })).toBe(3);
  });

  test("what cannot wait is urgent at once, unconfirmed, and for those who are trained for it", async () => {
    const { id } = await makeThread(asker, { body: "There is smoke, and a burning smell." });
    expect(await considerEscalation(id)).toBe("urgent_words");
    const ticket = await liveTicketOf(id);
    expect(ticket).toMatchObject({ priority: "urgent", state: "new", dueClock: "first_response" });
    const [junior, senior] = [await makeViewer("agent_1"), await makeViewer("agent_2")];
    const version = await seen(ticket?.id ?? 0);
    await expect(takeTicket(junior, ticket?.id ?? 0, version)).rejects.toMatchObject({
      fields: { assigneeId: "needs_certified" },
    });
    await takeTicket(senior, ticket?.id ?? 0, version);
  });

  test("a peer expert's word is enough; anybody else's is not", async () => {
    const { id } = await makeThread(asker);
    await escalateThread(await makeViewer("expert"), id, escalation);
    expect(await liveTicketOf(id)).toMatchObject({ trigger: "peer", requesterId: asker.id, state: "read_back" });
    const other = await makeThread(asker);
    await expect(escalateThread(peer, other.id, escalation)).rejects.toMatchObject({ code: "forbidden" });
    await setPolicy({ on: ["silence"] });
    const expert = await makeViewer("expert");
    await expect(escalateThread(expert, other.id, escalation)).rejects.toMatchObject({ code: "escalation_off" });
    await setPolicy(null);
  });
});

describe("going back to the thread", () => {
  test("undone in time: the thread goes on in public, and rules and button leave it alone for a week", async () => {
    const { id } = await makeThread(asker, { waitingSince: ago(10), escalateAt: ago(1) });
    await sweep();
    const ticket = await liveTicketOf(id);
    await expect(undoEscalation(peer, ticket?.id ?? 0)).rejects.toThrow(NotFound);
    await undoEscalation(asker, ticket?.id ?? 0);
    expect((await kindsOf(ticket?.id ?? 0)).at(-1)).toBe("ticket.withdrawn");
    const thread = await threadOf(id);
    expect(thread.escalateAt?.getTime(), "by silence again after the week").toBeGreaterThan(Date.now() + 6 * DAY_MS);
    await expect(escalateThread(asker, id, escalation)).rejects.toMatchObject({ code: "escalation_held" });
    await escalateThread(asker, id, { ...escalation, isAccountSpecific: true });
  });

  test("too late, or of what a person has sent, it is not undone", async () => {
    const { id } = await makeThread(asker, { waitingSince: ago(10), escalateAt: ago(1) });
    await sweep();
    const ticket = await liveTicketOf(id);
    const late = { createdAt: new Date(Date.now() - 16 * 60_000), version: { increment: 1 } };
    await prisma.ticket.update({ where: { id: ticket?.id ?? 0 }, data: late });
    await expect(undoEscalation(asker, ticket?.id ?? 0)).rejects.toMatchObject({ code: "too_late_to_undo" });
  });

  test("answered in the thread: only once somebody of staff has, and with nothing open", async () => {
    const { id } = await makeThread(asker);
    const { id: ticketId } = await escalateThread(lead, id, escalation);
    await expect(deEscalate(lead, ticketId, await seen(ticketId))).rejects.toMatchObject({
      code: "not_answered_in_thread",
    });
    await makeReply(lead, id, "Hold WPS.");
    await deEscalate(lead, ticketId, await seen(ticketId));
    expect(await ticketOf(ticketId)).toMatchObject({ state: "closed" });
    expect(await threadOf(id)).toMatchObject({ state: "responded" });
  });
});

test("three questions of one's own a week, experts more; account-specific ones count too", async () => {
  const one = await makeViewer();
  for (let round = 0; round < 3; round++) await escalateThread(one, (await makeThread(one)).id, escalation);
  const fourth = await makeThread(one);
  await expect(escalateThread(one, fourth.id, escalation)).rejects.toMatchObject({ code: "too_many_escalations" });
  const expert = await makeViewer("expert");
  for (let round = 0; round < 4; round++) await escalateThread(expert, (await makeThread(expert)).id, escalation);
});

describe("caps, cool-down and urgent words", () => {
  const form = {
    ...Object.fromEntries(POLICY_NUMBERS.map((name) => [name, String(defaultPolicy[name])])),
    ...Object.fromEntries(POLICY_TRIGGERS.map((trigger) => [trigger, "on"])),
    urgentWords: " gas leak \r\n\nflood\nflood",
  };

  test("are read of a form: words one a line, each once; too short or too much is refused", () => {
    expect(policyForm.parse(form)).toEqual({ ...defaultPolicy, urgentWords: ["gas leak", "flood"] });
    const refused = (urgentWords: string) => policyForm.safeParse({ ...form, urgentWords }).error?.issues[0];
    expect(refused("x")).toMatchObject({ path: ["urgentWords"], message: "too_short" });
    expect(refused(Array.from({ length: 400 }, (_, i) => `word ${i}`).join("\n"))?.message).toBe("too_long");
    expect(policyForm.safeParse({ ...form, coolDownDays: "400" }).error?.issues[0]?.message).toBe("invalid_number");
  });

  test("hold from the version that says so, in the category that has it", async () => {
    await setPolicy({ urgentWords: ["flood"], coolDownDays: 1, selfEscalationsAWeek: 1 });
    const flooded = await makeThread(asker, { title: "The flood reached the socket" });
    await considerEscalation(flooded.id);
    const ticket = await liveTicketOf(flooded.id);
    expect(ticket?.trigger).toBe("urgent_words");
    await undoEscalation(asker, ticket?.id ?? 0);
    const { heldUntil } = await prisma.thread.findUniqueOrThrow({ where: { id: flooded.id } });
    expect(Math.round(((heldUntil?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(1);
    const one = await makeViewer();
    await escalateThread(one, (await makeThread(one)).id, escalation);
    const second = await makeThread(one);
    await expect(escalateThread(one, second.id, escalation)).rejects.toMatchObject({ code: "too_many_escalations" });
    await setPolicy(null);
    await escalateThread(one, second.id, escalation);
  });
});

describe("rules", () => {
  const at = (hours: number) => new Date(hours * 3_600_000);
  test("find the moment, not only whether", () => {
    expect(failedAt(defaultPolicy, [at(5), at(1)], [at(2), at(7), at(6)])).toEqual(at(6));
    expect(failedAt(defaultPolicy, [at(1)], [at(2)])).toBeNull();
    expect(affectedAt(defaultPolicy, [at(0), at(30), at(60), at(90), at(120)])).toEqual(at(120));
    expect(affectedAt(defaultPolicy, [at(0), at(30), at(31), at(32)])).toEqual(at(32));
    expect(affectedAt(defaultPolicy, [at(0), at(30), at(60), at(90), at(24 * 15)])).toBeNull();
    expect(affectedAt({ ...defaultPolicy, on: [] }, [at(0), at(1), at(2)])).toBeNull();
  });

  test("look for whole words, in any case and script", () => {
    expect(wordIn("My LAWYER will write", ["my lawyer"])).toBe("my lawyer");
    expect(wordIn("smokeless", ["smoke"])).toBeNull();
    expect(wordIn("Es raucht!", ["raucht"])).toBe("raucht");
  });
});

const kindsOfThread = async (threadId: number) =>
  (await prisma.event.findMany({ where: { threadId }, select: { kind: true } })).map(({ kind }) => kind);

/** Somewhere it is noon now. */
function awakeZone() {
  const offset = 12 - new Date().getUTCHours();
  return offset === 0 ? "UTC" : `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
}
