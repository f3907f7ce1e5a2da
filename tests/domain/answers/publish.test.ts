import { describe, expect, test } from "vitest";
import { answersOfThread } from "../../../app/domain/answers/answers.server.ts";
import { draftAnswer, reviseAnswer } from "../../../app/domain/answers/draft-answer.server.ts";
import { answerForEditing } from "../../../app/domain/answers/editor.server.ts";
import { publishDraft } from "../../../app/domain/answers/publish-draft.server.ts";
import { returnDraft } from "../../../app/domain/answers/return-draft.server.ts";
import { saveDraft, submitDraft, takeBackDraft } from "../../../app/domain/answers/save-draft.server.ts";
import { addNote } from "../../../app/domain/tickets/add-note.server.ts";
import { databaseCode, prisma } from "../../../app/platform/db.server.ts";
import { answerOf, makeAnswer, makeDraftInReview, publish, revisionOf, text } from "../../factories/answers.ts";
import { makeCase, makeThread, makeViewer } from "../../factories/tickets.ts";

const alone = { hasReread: true, settled: {} };

describe("writing an answer", () => {
  test("begins with an empty text, linked to the ticket's threads", async () => {
    const { agent, ticketId, threadId } = await makeCase("resolved");
    const { id } = await draftAnswer(agent, { ticketId });
    const draft = await prisma.answerDraft.findUniqueOrThrow({ where: { answerId: id } });
    expect([draft.title, draft.markdown]).toEqual(["", ""]);
    expect(await prisma.answerThread.findMany({ where: { answerId: id } })).toEqual([{ answerId: id, threadId }]);
  });

  test("for one ticket there is one answer, also when two begin at once", async () => {
    const { agent, ticketId } = await makeCase("resolved");
    const lead = await makeViewer("lead");
    const begun = await Promise.all([agent, lead, agent].map((viewer) => draftAnswer(viewer, { ticketId })));
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
  });

  test.each(["customer", "expert", "technician", "admin"] as const)(
    "%s finds no ticket to write about",
    async (role) => {
      const { ticketId } = await makeCase("resolved");
      await expect(draftAnswer(await makeViewer(role), { ticketId })).rejects.toMatchObject({ status: 404 });
    },
  );

  test("an agent of level 1 may not write one, though they see the ticket", async () => {
    const { ticketId } = await makeCase("resolved");
    await expect(draftAnswer(await makeViewer("agent_1"), { ticketId })).rejects.toMatchObject({ status: 403 });
  });

  test("nobody writes over a revision they have not read", async () => {
    const { agent, ticketId } = await makeCase("resolved");
    const { id } = await draftAnswer(agent, { ticketId });
    await saveDraft(agent, id, { ...text, revision: 1 });
    const late = saveDraft(await makeViewer("lead"), id, { ...text, body: "Something else.", revision: 1 });
    await expect(late).rejects.toMatchObject({ code: "draft_changed" });
  });

  test("the same text sent twice is kept once", async () => {
    const { agent, ticketId } = await makeCase("resolved");
    const { id } = await draftAnswer(agent, { ticketId });
    await saveDraft(agent, id, { ...text, revision: 1 });
    await saveDraft(agent, id, { ...text, revision: 1 });
    expect(await revisionOf(id)).toBe(2);
  });

  test("a text in review is not written in until its author takes it back", async () => {
    const { agent, answerId } = await makeDraftInReview();
    const write = async () =>
      saveDraft(agent, answerId, { ...text, body: "Better.", revision: await revisionOf(answerId) });
    await expect(write()).rejects.toMatchObject({ code: "draft_in_review" });
    await takeBackDraft(agent, answerId);
    await expect(write()).resolves.toBeUndefined();
  });
});

describe("review", () => {
  test("an author may not review their own text while somebody else can", async () => {
    const lead = await makeViewer("lead");
    await makeViewer("manager");
    const { answerId } = await makeDraftInReview({ ...(await makeCase("resolved")), agent: lead });
    await expect(publish(lead, answerId)).rejects.toMatchObject({ status: 403, code: "review_own_text" });
  });

  test("changing a word makes it one's own text", async () => {
    const { agent, answerId } = await makeDraftInReview();
    const lead = await makeViewer("lead");
    await takeBackDraft(agent, answerId);
    const words = { ...text, body: "Hold WPS for six seconds." };
    await saveDraft(lead, answerId, { ...words, revision: await revisionOf(answerId) });
    await submitDraft(agent, answerId, { ...words, body: "Hold it.", revision: await revisionOf(answerId) });
    await expect(publish(lead, answerId)).rejects.toMatchObject({ code: "review_own_text" });
    await expect(publish(await makeViewer("lead"), answerId)).resolves.toMatchObject({ version: 1 });
  });

  test("an agent may not publish, and a customer finds nothing", async () => {
    const { answerId, requester } = await makeDraftInReview();
    await expect(publish(await makeViewer("agent_2"), answerId)).rejects.toMatchObject({ status: 403 });
    await expect(publish(requester, answerId)).rejects.toMatchObject({ status: 404 });
  });

  test("what is published is the revision that was read", async () => {
    const { agent, answerId } = await makeDraftInReview();
    const read = await revisionOf(answerId);
    await takeBackDraft(agent, answerId);
    await submitDraft(agent, answerId, { ...text, body: "Changed.", revision: read });
    const lead = await makeViewer("lead");
    const stale = publishDraft(lead, answerId, { revision: read, hasReread: false, settled: {} });
    await expect(stale).rejects.toMatchObject({ status: 409, code: "draft_changed" });
  });

  test("two reviewers at once publish one version", async () => {
    const { answerId } = await makeDraftInReview();
    const leads = [await makeViewer("lead"), await makeViewer("lead"), await makeViewer("manager")];
    const input = { revision: await revisionOf(answerId), hasReread: false, settled: {} };
    const outcomes = await Promise.allSettled(leads.map((lead) => publishDraft(lead, answerId, input)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await prisma.answerVersion.count({ where: { answerId } })).toBe(1);
  });

  test("a returned text goes back to its author with the reason", async () => {
    const { answerId } = await makeDraftInReview();
    const lead = await makeViewer("lead");
    await returnDraft(lead, answerId, { revision: await revisionOf(answerId), reason: "Say which models." });
    const draft = await prisma.answerDraft.findUniqueOrThrow({ where: { answerId } });
    expect([draft.state, draft.returnedBecause]).toEqual(["writing", "Say which models."]);
    await expect(publish(lead, answerId)).rejects.toMatchObject({ code: "draft_not_in_review" });
  });
});

describe("with a single publisher", () => {
  /** Everybody else who could review is away. */
  const awayBut = (id: number) =>
    prisma.account.updateMany({
      where: { role: { in: ["lead", "manager"] }, id: { not: id } },
      data: { suspendedUntil: new Date(Date.now() + 3_600_000) },
    });

  test("the author waits ten minutes and reads again", async () => {
    const lead = await makeViewer("lead");
    const { answerId } = await makeDraftInReview({ ...(await makeCase("resolved")), agent: lead });
    await awayBut(lead.id);
    const revision = await revisionOf(answerId);
    const early = publishDraft(lead, answerId, { ...alone, revision });
    await expect(early).rejects.toMatchObject({ code: "review_too_early", values: { minutes: 10 } });
    const submittedAt = new Date(Date.now() - 11 * 60_000);
    await prisma.answerDraft.update({ where: { answerId }, data: { submittedAt } });
    const unread = publishDraft(lead, answerId, { ...alone, hasReread: false, revision });
    await expect(unread).rejects.toMatchObject({ fields: { hasReread: "required" } });
    await expect(publishDraft(lead, answerId, { ...alone, revision })).resolves.toMatchObject({ version: 1 });
  });
});

describe("redaction", () => {
  test("publication is refused until each finding is settled with a reason, which is kept", async () => {
    const one = await makeCase("resolved");
    const words = { ...text, body: "Write to us at help@example.com and name #12." };
    const { answerId } = await makeDraftInReview(one, words);
    const lead = await makeViewer("lead");
    const refused = publish(lead, answerId);
    await expect(refused).rejects.toMatchObject({ code: "findings_unsettled", values: { count: 2 } });
    const fields = await refused.catch((error: { fields: Record<string, string> }) => Object.keys(error.fields));
    const settled = Object.fromEntries(
      (fields as string[]).map((name) => [name.slice("settled.".length), "It is ours."]),
    );
    await expect(publish(lead, answerId, settled)).resolves.toMatchObject({ version: 1 });
    const kept = await prisma.event.findMany({
      where: { answerId, kind: "answer.finding_settled" },
      orderBy: { id: "asc" },
    });
    expect(kept.map(({ data }) => data)).toMatchObject([
      { kind: "email", reason: "It is ours." },
      { kind: "ticket_number" },
    ]);
    expect(JSON.stringify(kept.map(({ data }) => data))).not.toContain("help@example.com");
  });

  test("a note that is written after the review began is searched for too", async () => {
    const one = await makeCase("resolved");
    const body = "Somebody moved the router from the kitchen to the cellar last week.";
    const { answerId } = await makeDraftInReview(one, { ...text, body });
    await addNote(one.agent, one.ticketId, { body: `She says: ${body}` });
    await expect(publish(await makeViewer("lead"), answerId)).rejects.toMatchObject({ code: "findings_unsettled" });
  });

  test("author and reviewer see what was found, beside the private talk; others see nothing", async () => {
    const one = await makeCase("resolved");
    const { answerId } = await makeDraftInReview(one, { ...text, body: `Dear ${one.requester.name}, hold WPS.` });
    const { draft, context } = await answerForEditing(one.agent, answerId);
    expect(draft?.findings).toMatchObject([{ kind: "requester", text: one.requester.name }]);
    expect(context[0]?.messages.map(({ kind }) => kind)).toEqual(["response"]);
    for (const viewer of [one.requester, await makeViewer("technician"), await makeViewer("admin")]) {
      await expect(answerForEditing(viewer, answerId)).rejects.toMatchObject({ status: 404 });
    }
  });
});

describe("a published answer", () => {
  test("stands at the top of its thread, names its author, and solves the thread", async () => {
    const { threadId, slug, agent, requester } = await makeAnswer();
    const [answer] = await answersOfThread(requester, threadId);
    expect(answer).toMatchObject({ slug, version: 1, title: text.title, authorName: agent.name, viewerOutcome: null });
    expect(answer?.html).toContain("Hold WPS");
    expect(await prisma.thread.findUnique({ where: { id: threadId } })).toMatchObject({
      state: "solved",
      escalateAt: null,
    });
  });

  test("has an address made from its title, with a number where that is taken", async () => {
    const title = "Läuft über Nacht — nicht!";
    const slugs = [await makeAnswer(undefined, { ...text, title }), await makeAnswer(undefined, { ...text, title })];
    expect(slugs.map(({ slug }) => slug)).toEqual(["lauft-uber-nacht-nicht", "lauft-uber-nacht-nicht-2"]);
  });

  test("keeps its address when its next version has another title", async () => {
    const { answerId, agent, slug } = await makeAnswer();
    await reviseAnswer(agent, answerId);
    const words = { title: "Something else", body: "Hold it longer.", changeNote: "Longer." };
    await submitDraft(agent, answerId, { ...words, revision: 1 });
    expect(await publish(await makeViewer("lead"), answerId)).toEqual({ slug, version: 2 });
    await expect(prisma.answer.update({ where: { id: answerId }, data: { slug: "other" } })).rejects.toSatisfy(
      (error) => databaseCode(error) === "AL008",
    );
  });

  test("a correction says what it corrects", async () => {
    const { answerId, agent } = await makeAnswer();
    await reviseAnswer(agent, answerId);
    const silent = submitDraft(agent, answerId, { ...text, body: "Longer.", revision: 1 });
    await expect(silent).rejects.toMatchObject({ fields: { changeNote: "required" } });
  });

  test("has versions that the database lets nobody change or take away", async () => {
    const { answerId } = await makeAnswer();
    const refused = (error: unknown) => databaseCode(error) === "AL001";
    const where = { answerId_version: { answerId, version: 1 } };
    await expect(prisma.answerVersion.update({ where, data: { markdown: "x" } })).rejects.toSatisfy(refused);
    await expect(prisma.answerVersion.delete({ where })).rejects.toSatisfy(refused);
    await expect(prisma.answer.update({ where: { id: answerId }, data: { version: 3 } })).rejects.toSatisfy(
      (error) => databaseCode(error) === "AL008",
    );
  });

  test("is due for review after the days that are set", async () => {
    const { answerId } = await makeAnswer();
    const { checkedAt, reviewDueAt } = await answerOf(answerId);
    expect((reviewDueAt?.getTime() ?? 0) - (checkedAt?.getTime() ?? 0)).toBe(180 * 86_400_000);
  });

  test("stands on a thread only for those who may read its category", async () => {
    const asker = await makeViewer("customer");
    const { id: threadId } = await makeThread(asker);
    const staffOnly = await prisma.category.create({ data: { slug: "staff", name: "Staff", readableBy: "staff" } });
    const { answerId } = await makeAnswer();
    await prisma.answer.update({ where: { id: answerId }, data: { categoryId: staffOnly.id } });
    await prisma.answerThread.create({ data: { answerId, threadId } });
    expect(await answersOfThread(asker, threadId)).toEqual([]);
    expect(await answersOfThread(await makeViewer("agent_1"), threadId)).toHaveLength(1);
  });
});
