import { beforeEach, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { changeSettings } from "../../../app/domain/settings/settings.server.ts";
import { answerGoodwill, askGoodwill } from "../../../app/domain/tickets/ask-goodwill.server.ts";
import { approveGoodwill, giveGoodwill, refuseGoodwill } from "../../../app/domain/tickets/decide-goodwill.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { goodwillOf } from "../../../app/domain/tickets/goodwill.server.ts";
import { minorOf, typedOf } from "../../../app/domain/tickets/goodwill.ts";
import { goodwillReport } from "../../../app/domain/tickets/goodwill-report.server.ts";
import { changeGoodwillTerms, goodwillTerms } from "../../../app/domain/tickets/goodwill-terms.server.ts";
import { offerGoodwill } from "../../../app/domain/tickets/offer-goodwill.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { settleTicket } from "../../../app/domain/tickets/settle-ticket.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { runJobs } from "../../factories/answers.ts";
import {
  type Case,
  closing,
  escalation,
  kindsOf,
  makeCase,
  makeThread,
  makeViewer,
  seen,
  ticketOf,
} from "../../factories/tickets.ts";

let one: Case;
beforeEach(async () => {
  one = await makeCase();
});

const steps = (ticketId = one.ticketId) =>
  prisma.goodwillStep.findMany({ where: { ticketId }, orderBy: { number: "asc" } });
const deeds = async () => (await steps()).map(({ deed }) => deed);
const seenStep = async (viewer: Viewer = one.agent, ticketId = one.ticketId) =>
  (await goodwillOf(viewer, await ticketOf(ticketId))).seenStep;

const ask = async (amount = 3_000, from?: number) =>
  askGoodwill(one.requester, one.ticketId, {
    ...{ kind: "Refund", amount, words: "Two days lost." },
    seenStep: from ?? (await seenStep(one.requester)),
  });
const offer = async (amount: number, viewer = one.agent, { ticketId } = one, from?: number) =>
  offerGoodwill(viewer, ticketId, {
    ...{ kind: "Voucher", amount, cause: "delay" as const, words: "Sorry for the wait." },
    seenStep: from ?? (await seenStep(viewer, ticketId)),
  });
const answer = async (is: "accepted" | "declined", from?: number) =>
  answerGoodwill(one.requester, one.ticketId, { is, seenStep: from ?? (await seenStep(one.requester)) });
const approve = async (viewer: Viewer, more: { hasReread?: "on"; seenStep?: number } = {}) =>
  approveGoodwill(viewer, one.ticketId, { seenStep: await seenStep(), ...more });
const refuse = async (viewer = one.agent) =>
  refuseGoodwill(viewer, one.ticketId, { seenStep: await seenStep(viewer), words: "It was in the terms." });
const resolve = async () => resolveTicket(one.agent, one.ticketId, { ...closing, ...(await seen(one.ticketId)) });

test("asked, countered by both, accepted in one press, done: each once, however often it is pressed", async () => {
  await Promise.all([ask(3_000, 0), ask(3_000, 0)]);
  expect((await ticketOf(one.ticketId)).requesterWaitingSince).not.toBeNull();
  await expect(resolve()).rejects.toMatchObject({ status: 409 });
  const asked = await seenStep();
  await Promise.all([offer(1_000, one.agent, one, asked), offer(1_000, one.agent, one, asked)]);
  expect((await ticketOf(one.ticketId)).requesterWaitingSince).toBeNull();
  await ask(2_000);
  await offer(1_500);
  const offered = await seenStep(one.requester);
  await Promise.all([answer("accepted", offered), answer("accepted", offered)]);
  await expect(resolve()).rejects.toMatchObject({ code: "open_goodwill" });
  await giveGoodwill(one.agent, one.ticketId, { seenStep: await seenStep() });
  expect(await deeds()).toEqual(["asked", "offered", "asked", "offered", "accepted", "given"]);
  expect((await steps()).at(-1)).toMatchObject({ amount: 1_500, currency: "EUR", kind: "Voucher" });
  await resolve();
});

test("above one's own limit another lets it out whose limit bears it, and the requester knows nothing of it before", async () => {
  const [first, lead] = [await makeViewer("agent_1"), await makeViewer("lead")];
  await offer(15_000);
  const shown = (await requireRequest(one.requester, one.ticketId)).goodwill;
  expect([shown.steps, shown.seenStep]).toEqual([[], 0]);
  await expect(answer("accepted", 0)).rejects.toMatchObject({ code: "goodwill_moved" });
  await expect(approve(one.agent)).rejects.toMatchObject({ code: "review_own_text" });
  await expect(approve(first)).rejects.toMatchObject({ code: "goodwill_limit" });
  await refuse(lead);
  await offer(15_000);
  await approve(lead);
  expect(await deeds()).toEqual(["proposed", "returned", "proposed", "offered"]);
  const theirs = (await requireRequest(one.requester, one.ticketId)).goodwill.steps;
  expect(theirs).toMatchObject([{ deed: "offered", amount: 15_000, cause: null }]);
  await runJobs();
  const told = await prisma.notification.findMany({ where: { ticketId: one.ticketId } });
  const of = (kind: string) => told.filter((notice) => notice.kind === kind).map(({ accountId }) => accountId);
  expect(of("goodwill_wanted")).toEqual([lead.id, lead.id]);
  expect(of("goodwill_told")).toEqual([one.requester.id]);
  expect(of("goodwill_answered")).toEqual([one.agent.id]);
  await expect(offer(100_001, lead)).rejects.toMatchObject({ status: 409 });
});

test("what is above everybody's limits says so to staff alone, with the most that is left and who can raise them", async () => {
  await makeViewer("manager");
  const admin = await makeViewer("admin");
  const beyond = async (viewer = one.agent) => (await goodwillOf(viewer, await ticketOf(one.ticketId))).beyond;
  await ask(200_000);
  expect(await beyond()).toMatchObject({ amount: 200_000, most: 100_000, isProposed: false });
  expect((await beyond())?.admins).toContain(admin.name);
  expect(await beyond(one.requester)).toBeNull();
  await offer(90_000);
  expect(await beyond()).toBeNull();
  const { goodwill } = await transaction((tx) => changeSettings(tx, {}));
  const terms = { ...goodwill, limits: { ...goodwill.limits, manager: { once: 50_000, month: 50_000 } } };
  await transaction((tx) => changeSettings(tx, { goodwill: terms }));
  expect(await beyond()).toMatchObject({ amount: 90_000, most: 50_000, isProposed: true });
  await transaction((tx) => changeSettings(tx, { goodwill }));
});

test("what is refused is what was asked for, whatever was proposed and returned meanwhile", async () => {
  await ask(3_000);
  await offer(15_000);
  await refuse(await makeViewer("lead"));
  await refuse();
  expect(await deeds()).toEqual(["asked", "proposed", "returned", "refused"]);
  const { steps: theirs } = (await requireRequest(one.requester, one.ticketId)).goodwill;
  expect(theirs).toMatchObject([
    { deed: "asked", kind: "Refund", amount: 3_000 },
    { deed: "refused", kind: "Refund", amount: 3_000 },
  ]);
});

test("a month's limit counts what was let out on all tickets, and what was declined no more", async () => {
  const limits = { once: 5_000, month: 8_000 };
  const { goodwill } = await transaction((tx) => changeSettings(tx, {}));
  const terms = { ...goodwill, limits: { ...goodwill.limits, agent_2: limits } };
  await transaction((tx) => changeSettings(tx, { goodwill: terms }));
  const [two, three] = [await makeCase(), await makeCase()];
  await Promise.all([offer(5_000), offer(5_000, one.agent, two)]);
  const both = [...(await steps()), ...(await steps(two.ticketId))].map(({ deed }) => deed);
  expect(both.sort()).toEqual(["offered", "proposed"]);
  await offer(3_000, one.agent, three);
  expect(await steps(three.ticketId)).toMatchObject([{ deed: "offered" }]);
  await transaction((tx) => changeSettings(tx, { goodwill }));
});

test("of two who approve at once one does, twenty times", async () => {
  const [lead, manager] = [await makeViewer("lead"), await makeViewer("manager")];
  for (let round = 0; round < 20; round++) {
    await offer(15_000);
    const from = await seenStep();
    const both = await Promise.allSettled([approve(lead, { seenStep: from }), approve(manager, { seenStep: from })]);
    const refused = both.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    expect(refused).toEqual(["goodwill_moved"]);
    await answer("declined");
  }
  expect((await deeds()).filter((deed) => deed === "offered")).toHaveLength(20);
  expect((await kindsOf(one.ticketId)).filter((kind) => kind === "goodwill.offered")).toHaveLength(20);
});

test("who is alone at the desk waits and reads it again", async () => {
  await prisma.account.updateMany({
    where: { role: { in: ["agent_1", "agent_2", "lead", "manager"] }, id: { not: one.agent.id } },
    data: { suspendedUntil: new Date(Date.now() + 3_600_000) },
  });
  await offer(15_000);
  await expect(approve(one.agent, { hasReread: "on" })).rejects.toMatchObject({ code: "review_too_early" });
  await transaction((tx) => changeSettings(tx, { selfReviewMinutes: 0 }));
  await expect(approve(one.agent)).rejects.toMatchObject({ code: "invalid_form" });
  await approve(one.agent, { hasReread: "on" });
  expect((await steps()).at(-1)).toMatchObject({ deed: "offered", hasReread: true });
  await transaction((tx) => changeSettings(tx, { selfReviewMinutes: 10 }));
});

test("a refusal says why; an expired offer is nobody's to accept; an acceptance opens a resolved ticket again", async () => {
  await ask();
  await refuse();
  const { steps: shown, next } = (await requireRequest(one.requester, one.ticketId)).goodwill;
  expect(shown.at(-1)).toMatchObject({ deed: "refused", words: "It was in the terms.", amount: 3_000 });
  expect(next).toContain("asked");
  const [step] = await steps();
  const at = new Date(Date.now() - 1_000);
  const late = { deed: "offered", number: 3, accountId: one.agent.id, expiresAt: at, at } as const;
  const { ticketId, kind, amount, currency } = step as NonNullable<typeof step>;
  await prisma.goodwillStep.create({ data: { ...{ ticketId, kind, amount, currency }, ...late } });
  await expect(answer("accepted")).rejects.toMatchObject({ code: "goodwill_expired" });
  await offer(1_000);
  await resolve();
  await answer("accepted");
  expect((await ticketOf(one.ticketId)).state).toBe("open");
});

test("what is solved keeps no offer from them until its date, and what is proposed among staff does not keep them", async () => {
  const settle = () => settleTicket(one.requester, one.ticketId, { body: "", attachments: "" });
  await offer(1_000);
  await resolve();
  await settle();
  await answer("accepted");
  expect((await ticketOf(one.ticketId)).state).toBe("open");
  await giveGoodwill(one.agent, one.ticketId, { seenStep: await seenStep() });
  await resolve();
  await offer(15_000);
  await settle();
  expect((await ticketOf(one.ticketId)).state).toBe("closed");
  expect((await deeds()).at(-1)).toBe("proposed");
});

test("nobody else sees or decides it", async () => {
  const other = await makeCase();
  await offer(1_000);
  const from = await seenStep();
  const accept = (viewer: Viewer) => answerGoodwill(viewer, one.ticketId, { is: "accepted", seenStep: from });
  await expect(accept(other.requester)).rejects.toMatchObject({ code: "not_found" });
  await expect(accept(await makeViewer("dispatcher"))).rejects.toMatchObject({ code: "not_found" });
  await expect(accept(one.agent)).rejects.toMatchObject({ code: "forbidden" });
  await expect(offer(1_000, one.requester)).rejects.toMatchObject({ code: "not_found" });
  const admin = await makeViewer("admin");
  await expect(goodwillTerms(await makeViewer("manager"))).rejects.toMatchObject({ code: "not_found" });
  const terms = await goodwillTerms(admin);
  await changeGoodwillTerms(admin, { ...terms, days: 3 });
  expect((await goodwillTerms(admin)).days).toBe(3);
  await changeGoodwillTerms(admin, terms);
});

test("beyond what one customer is given in a year only a manager lets more out, whoever offers", async () => {
  const { goodwill } = await transaction((tx) => changeSettings(tx, {}));
  await transaction((tx) => changeSettings(tx, { goodwill: { ...goodwill, customerYear: 8_000 } }));
  const [agent, lead, manager] = [await makeViewer("agent_2"), await makeViewer("lead"), await makeViewer("manager")];
  const thread = await makeThread(one.requester, { title: "Scanner draws lines" });
  const { id: ticketId } = await escalateThread(one.requester, thread.id, escalation);
  await Promise.all([offer(5_000), offer(5_000, agent, { ...one, ticketId })]);
  const all = [...(await steps()), ...(await steps(ticketId))];
  expect(all.map(({ deed }) => deed).sort()).toEqual(["offered", "proposed"]);
  const waiting = all.find(({ deed }) => deed === "proposed")?.ticketId ?? 0;
  const seenOf = { seenStep: await seenStep(lead, waiting) };
  await expect(approveGoodwill(lead, waiting, seenOf)).rejects.toMatchObject({ code: "goodwill_limit" });
  await approveGoodwill(manager, waiting, seenOf);
  expect((await steps(waiting)).at(-1)).toMatchObject({ deed: "offered", accountId: manager.id });
  await transaction((tx) => changeSettings(tx, { goodwill }));
});

test("what was accepted is summed by cause and category, for leads and managers", async () => {
  const lead = await makeViewer("lead");
  const before = await goodwillReport(lead);
  const of = ({ sums }: Awaited<ReturnType<typeof goodwillReport>>) =>
    sums.find(({ cause, category }) => cause === "delay" && category === "Printers");
  await ask();
  await offer(1_000);
  await answer("declined");
  await offer(1_500);
  await answer("accepted");
  const after = await goodwillReport(lead);
  expect((of(after)?.offered ?? 0) - (of(before)?.offered ?? 0)).toBe(2);
  expect((of(after)?.accepted ?? 0) - (of(before)?.accepted ?? 0)).toBe(1);
  expect((of(after)?.worth ?? 0) - (of(before)?.worth ?? 0)).toBe(1_500);
  expect(after.asked - before.asked).toBe(1);
  await expect(goodwillReport(one.agent)).rejects.toMatchObject({ code: "not_found" });
});

test("an amount is whole in the currency's smallest unit", () => {
  expect(["20", "19,9", "19.90", "0.05"].map((typed) => minorOf(typed, "EUR"))).toEqual([2_000, 1_990, 1_990, 5]);
  expect(["-1", "1.234", "1e3", "", "9999999999", "1.000,00"].map((typed) => minorOf(typed, "EUR"))).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  expect([minorOf("500", "JPY"), minorOf("5.5", "JPY"), minorOf("1.234", "KWD")]).toEqual([500, null, 1_234]);
  expect([typedOf(1_990, "EUR"), typedOf(500, "JPY")]).toEqual(["19.90", "500"]);
});
