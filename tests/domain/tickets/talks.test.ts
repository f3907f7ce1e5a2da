import { beforeEach, expect, test } from "vitest";
import { SYSTEM, type Viewer } from "../../../app/domain/accounts/viewer.ts";
import { titlesFor } from "../../../app/domain/notifications/titles.server.ts";
import { can, visible } from "../../../app/domain/permissions.ts";
import { answerTalk, askInside, closeTalk } from "../../../app/domain/tickets/ask-inside.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { askInsideInput } from "../../../app/domain/tickets/talk-input.ts";
import { countAsked, listTalks, requireTalk, talkReport } from "../../../app/domain/tickets/talks.server.ts";
import { tellOfSilence } from "../../../app/domain/tickets/tell-of-silence.server.ts";
import { lockTicket, requireTicket } from "../../../app/domain/tickets/tickets.server.ts";
import { listTimeline } from "../../../app/domain/tickets/timeline.server.ts";
import { tellOfSilentTalks } from "../../../app/jobs/schedule.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { runJobs } from "../../factories/answers.ts";
import { type Case, kindsOf, makeCase, makeViewer } from "../../factories/tickets.ts";

let one: Case;
let technician: Viewer;
beforeEach(async () => {
  await prisma.sideTalk.updateMany({
    where: { closedAt: null },
    data: { closedAt: new Date(), helped: true, stepAt: null },
  });
  one = await makeCase();
  technician = await makeViewer("technician");
});

async function ask(asked: string, viewer = one.agent): Promise<number> {
  await askInside(viewer, one.ticketId, askInsideInput.parse({ body: "Is the board **known** to fail?", asked }));
  return (await prisma.sideTalk.findFirstOrThrow({ orderBy: { id: "desc" } })).id;
}
const notFound = { code: "not_found" };
const toldOf = async ({ id }: Viewer) => {
  const rows = await prisma.notification.findMany({
    where: { accountId: id, talkId: { not: null } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ kind, talkId }) => [kind, talkId]);
};

test("a role is asked, all of it are told, the first to answer takes it off their lists, and who asked says if it helped", async () => {
  const [lead, other] = [await makeViewer("lead"), await makeViewer("lead")];
  const id = await ask("lead");
  await runJobs();
  for (const asked of [lead, other]) expect(await toldOf(asked)).toEqual([["talk_asked", id]]);
  expect([await countAsked(lead), await countAsked(other), await countAsked(one.agent)]).toEqual([1, 1, 0]);
  expect((await listTalks(lead)).asked).toMatchObject([{ id, askedByName: one.agent.name, askedRole: "lead" }]);
  await Promise.all([answerTalk(lead, id, { body: "Yes." }), answerTalk(other, id, { body: "Since May." })]);
  expect([await countAsked(lead), await countAsked(other)]).toEqual([0, 0]);
  expect((await requireTalk(one.agent, id)).messages).toHaveLength(3);
  const { answeredById } = await prisma.sideTalk.findUniqueOrThrow({ where: { id } });
  expect([lead.id, other.id]).toContain(answeredById);
  await expect(closeTalk(lead, id, "helped")).rejects.toMatchObject({ code: "forbidden" });
  await closeTalk(one.agent, id, "helped");
  await closeTalk(one.agent, id, "didnt");
  expect(await requireTalk(lead, id)).toMatchObject({ helped: true, may: { answer: false, close: false } });
  await expect(answerTalk(lead, id, { body: "And." })).rejects.toMatchObject({ code: "talk_closed" });
  await runJobs();
  expect(await toldOf(one.agent)).toEqual([
    ["talk_answered", id],
    ["talk_answered", id],
  ]);
  const told = (await listTimeline(one.agent, one.ticketId)).filter(({ talk }) => talk);
  expect(told.map(({ kind, message }) => [kind, message?.kind ?? null])).toEqual([
    ["talk.asked", "note"],
    ["talk.answered", "note"],
    ["talk.answered", "note"],
    ["talk.closed", null],
  ]);
});

test("who may not open the ticket sees the question and answers it, and sees nothing else of it", async () => {
  const id = await ask("technician");
  await expect(requireTicket(technician, one.ticketId)).rejects.toMatchObject(notFound);
  expect(await requireTalk(technician, id)).toMatchObject({ ticket: null, may: { answer: true, close: false } });
  const moved = { kind: "phone", number: 1, value: "+49 30 1234567" } as const;
  await answerTalk(technician, id, { body: "It is: [private: phone 1].", privateValues: [moved] });
  const kept = await prisma.privateValue.findFirstOrThrow({ where: { ticketId: one.ticketId } });
  expect(kept.ownerId).toBe(one.agent.id);
  await runJobs();
  expect(await toldOf(technician)).toEqual([["talk_asked", id]]);
  const notices = await prisma.notification.findMany({ where: { accountId: technician.id } });
  expect([...(await titlesFor(technician, notices)).values()]).toEqual(["Is the board **known** to fail?"]);
  expect(await requireTalk(one.agent, id)).toMatchObject({ ticket: { number: one.ticketId } });
  const mails = await prisma.mail.findMany({ where: { accountId: technician.id } });
  expect(JSON.stringify(mails)).not.toContain("board");
});

test("neither its requester nor staff of another role ever sees it, and list and rule agree", async () => {
  const id = await ask("technician");
  const talk = await prisma.sideTalk.findUniqueOrThrow({ where: { id } });
  expect(JSON.stringify(await requireRequest(one.requester, one.ticketId))).not.toContain("board");
  for (const role of ["customer", "expert", "dispatcher", "admin"] as const) {
    const viewer = role === "customer" ? one.requester : await makeViewer(role);
    await expect(requireTalk(viewer, id), role).rejects.toMatchObject(notFound);
    await expect(answerTalk(viewer, id, { body: "Hm." }), role).rejects.toMatchObject(notFound);
  }
  for (const role of ["customer", "agent_1", "technician", "dispatcher", "manager", "admin"] as const) {
    const viewer = await makeViewer(role);
    const listed = await prisma.sideTalk.count({ where: { AND: [{ id }, visible.talks(viewer)] } });
    expect(listed === 1, role).toBe(can(viewer, "talk.see", talk));
  }
  await expect(listTalks(one.requester)).rejects.toMatchObject(notFound);
  await expect(ask(String(one.requester.id))).rejects.toMatchObject({ fields: { asked: "invalid_value" } });
  await expect(ask(String(one.agent.id))).rejects.toMatchObject({ fields: { asked: "invalid_value" } });
  await expect(ask("lead", one.requester)).rejects.toMatchObject(notFound);
});

test("sent twice by one form it is asked once; of answer and end at once each is decided, twenty times", async () => {
  const form = { body: "Twice?", asked: "lead", submissionKey: "12345678-1234-4234-8234-123456789abc" };
  const both = [1, 2].map(() => askInside(one.agent, one.ticketId, askInsideInput.parse(form)));
  await Promise.all(both);
  expect((await kindsOf(one.ticketId)).filter((kind) => kind === "talk.asked")).toHaveLength(1);
  const colleague = await makeViewer("agent_1");
  for (let round = 0; round < 20; round++) {
    const id = await ask(String(colleague.id));
    const [said, ended] = await Promise.allSettled([
      answerTalk(colleague, id, { body: "Yes." }),
      closeTalk(one.agent, id, "didnt"),
    ]);
    expect(ended.status).toBe("fulfilled");
    const { messages } = await requireTalk(one.agent, id);
    expect(messages).toHaveLength(said.status === "fulfilled" ? 2 : 1);
    if (said.status === "rejected") expect(said.reason).toMatchObject({ code: "talk_closed" });
  }
});

test("what nobody answers is told once to who asked, by day where they are, and stands in the lists of leads until it is answered", async () => {
  const [lead, manager] = [await makeViewer("lead"), await makeViewer("manager")];
  const [id, answered] = [await ask("technician"), await ask("technician")];
  await answerTalk(technician, answered, { body: "It is." });
  const at = (hour: number) => new Date(new Date().setUTCHours(hour, 0, 0, 0) + 2 * 86_400_000);
  await prisma.account.update({ where: { id: one.agent.id }, data: { timeZone: "UTC" } });
  const look = (now: Date, talkId = id) =>
    transaction(async (tx) => tellOfSilence(tx, await lockTicket(tx, SYSTEM, one.ticketId), talkId, now));
  const { stepAt } = await prisma.sideTalk.findUniqueOrThrow({ where: { id } });
  expect(stepAt?.getTime()).toBeGreaterThan(Date.now() + 3 * 3_600_000);
  await look(at(23));
  expect(await prisma.sideTalk.findUnique({ where: { id } })).toMatchObject({ overdueAt: null, stepAt: at(32) });
  expect(await countAsked(lead)).toBe(0);
  for (const talkId of [id, id, answered]) await look(at(32), talkId);
  await runJobs();
  expect(await toldOf(one.agent)).toEqual([
    ["talk_answered", answered],
    ["talk_overdue", id],
  ]);
  for (const viewer of [lead, manager]) {
    expect((await listTalks(viewer)).late.map((talk) => talk.id)).toEqual([id]);
    expect(await countAsked(viewer)).toBe(1);
  }
  expect((await listTalks(await makeViewer("agent_2"))).late).toEqual([]);
  expect(await countAsked(technician)).toBe(1);
  await answerTalk(technician, id, { body: "Yes." });
  expect(await countAsked(lead)).toBe(0);
});

test("the sweep tells of each question whose time is up, the longest waiting first", async () => {
  const [first, second, soon] = [await ask("technician"), await ask("lead"), await ask("lead")];
  const due = (id: number, stepAt: Date) => prisma.sideTalk.update({ where: { id }, data: { stepAt } });
  const hours = 12 - new Date().getUTCHours();
  const noonThere = hours >= 0 ? `Etc/GMT-${hours}` : `Etc/GMT+${-hours}`;
  await prisma.account.update({ where: { id: one.agent.id }, data: { timeZone: noonThere } });
  await due(second, new Date(Date.now() - 2_000));
  await due(first, new Date(Date.now() - 1_000));
  for (let run = 0; run < 2; run++) await tellOfSilentTalks({}, {} as Parameters<typeof tellOfSilentTalks>[1]);
  const events = await prisma.event.findMany({
    where: { ticketId: one.ticketId, kind: "talk.overdue" },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ data }) => (data as { talkId?: number }).talkId)).toEqual([second, first]);
  expect(await requireTalk(one.agent, soon)).toMatchObject({ overdueAt: null });
});

test("the first answer is measured, for leads and managers", async () => {
  const id = await ask("technician");
  const before = (await talkReport(await makeViewer("lead"))).find(({ role }) => role === "technician");
  await answerTalk(technician, id, { body: "Yes." });
  const after = (await talkReport(await makeViewer("manager"))).find(({ role }) => role === "technician");
  expect([after?.count, after?.answered]).toEqual([before?.count, (before?.answered ?? 0) + 1]);
  expect(after?.median).toBeGreaterThanOrEqual(0);
  await expect(talkReport(one.agent)).rejects.toMatchObject(notFound);
});
