import { describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { passToLevel2 } from "../../../app/domain/macros/gaps.server.ts";
import { askForStep } from "../../../app/domain/tickets/ask-for-step.server.ts";
import { assignTicket, takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { latestBrief } from "../../../app/domain/tickets/briefs.server.ts";
import { effortOf } from "../../../app/domain/tickets/effort.server.ts";
import { waitsOf } from "../../../app/domain/tickets/effort.ts";
import { confirmFact, listFacts, stateFact } from "../../../app/domain/tickets/facts.server.ts";
import { factsAskedIn } from "../../../app/domain/tickets/facts.ts";
import { readBrief } from "../../../app/domain/tickets/read-brief.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { resolveTicket } from "../../../app/domain/tickets/resolve-ticket.server.ts";
import { askRequester, respond } from "../../../app/domain/tickets/respond.server.ts";
import { unassignTicket } from "../../../app/domain/tickets/unassign-ticket.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, NotFound } from "../../../app/platform/errors.ts";
import { closing, kindsOf, makeCase, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";

const soon = () => new Date(Date.now() + 86_400_000);

describe("a fact of a case", () => {
  test("is confirmed when the requester says it, or says that what staff noted is so; an earlier word is kept", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    await stateFact(agent, ticketId, { fact: "version", value: "2.1" });
    const [noted] = await listFacts(ticketId);
    expect(noted).toMatchObject({ value: "2.1", byName: agent.name, confirmedAt: null });
    await confirmFact(requester, ticketId, noted?.id ?? 0);
    expect((await requireRequest(requester, ticketId)).facts).toMatchObject([
      { value: "2.1", confirmedAt: expect.any(Date) },
    ]);
    await stateFact(requester, ticketId, { fact: "version", value: "2.2" });
    expect(await listFacts(ticketId)).toMatchObject([{ value: "2.2", confirmedAt: expect.any(Date) }]);
    expect(await prisma.ticketFact.count({ where: { ticketId } })).toBe(2);
    await expect(confirmFact(requester, ticketId, noted?.id ?? 0)).rejects.toMatchObject({ code: "fact_replaced" });
    await expect(prisma.ticketFact.updateMany({ where: { ticketId }, data: { value: "3" } })).rejects.toThrow();
  });

  test("is nobody's business but requester's and desk's", async () => {
    const { ticketId } = await makeCase("open");
    for (const role of ["customer", "technician", "admin"] as const)
      await expect(stateFact(await makeViewer(role), ticketId, { fact: "model", value: "X" }), role).rejects.toThrow(
        NotFound,
      );
  });

  test("that is confirmed is asked for again only with a reason, which the requester reads; it is counted", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    await stateFact(agent, ticketId, { fact: "version", value: "2.1" });
    const ask = async (more: object = {}) =>
      askRequester(agent, ticketId, {
        ...{ body: "One more thing.", waitingFor: "The firmware’s number", waitingUntil: soon() },
        ...{ ...(await seen(ticketId)), ...more },
      });
    const refusal = { code: "fact_known", fields: { again: "required" }, values: { fact: "version", value: "2.1" } };
    await stateFact(requester, ticketId, { fact: "version", value: "2.1" });
    await expect(ask()).rejects.toMatchObject(refusal);
    await expect(
      respond(agent, ticketId, { body: "Hello. Which version is it?", ...(await seen(ticketId)) }),
    ).rejects.toMatchObject(refusal);
    await respond(agent, ticketId, { body: "Version 2.1 is too old.", ...(await seen(ticketId)) });
    const step = { body: "Read the firmware’s number", reason: "", waitingUntil: soon(), ...(await seen(ticketId)) };
    await expect(askForStep(agent, ticketId, step)).rejects.toMatchObject({ fields: { reason: "required" } });
    await ask({ again: "It may have updated itself." });
    const { responses } = await requireRequest(requester, ticketId);
    expect(responses.at(-1)?.html).toContain("It may have updated itself.");
    expect((await effortOf(agent, ticketId)).repeated).toBe(1);
  });

  test("is found in questions, not in what is told", () => {
    expect(factsAskedIn({ message: "Your version 2 is fine. Since when does it happen?", waitingFor: "" })).toEqual([
      "since",
    ]);
    expect(factsAskedIn({ message: "Thanks!", waitingFor: "the exact error message" })).toEqual(["message"]);
  });
});

describe("what a case has cost", () => {
  test("counts each wait from the first word nobody had answered", () => {
    const at = (minute: number) => new Date(minute * 60_000);
    const talk = [
      { isFromStaff: true, at: at(10) },
      { isFromStaff: false, at: at(20) },
      { isFromStaff: false, at: at(25) },
      { isFromStaff: true, at: at(50) },
      { isFromStaff: false, at: at(60) },
    ];
    expect(waitsOf(talk, at(0), at(70))).toEqual({ waits: 3, waitedSeconds: (10 + 30 + 10) * 60 });
    expect(waitsOf([], null, at(5))).toEqual({ waits: 0, waitedSeconds: 0 });
  });

  test("is for staff on the ticket; who does not see the ticket finds nothing", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    await replyToRequest(requester, ticketId, { body: "Still blinking." });
    expect(await effortOf(agent, ticketId)).toMatchObject({ wrote: 2, waits: 1, repeated: 0, disagreed: 0, hands: 1 });
    await expect(effortOf(await makeViewer(), ticketId)).rejects.toThrow(NotFound);
  });
});

describe("a ticket that changes hands", () => {
  const give = async (from: Viewer, ticketId: number, to: Viewer, brief?: string) =>
    assignTicket(from, ticketId, { assigneeId: to.id, brief, ...(await seen(ticketId)) });

  test("comes with a brief, in the words of who hands over or its own, until it is read", async () => {
    const { requester, agent, ticketId } = await makeCase("open", { desiredOutcome: "My money back" });
    await stateFact(requester, ticketId, { fact: "model", value: "X200" });
    const [one, two] = [await makeViewer("agent_2"), await makeViewer("agent_1")];
    await give(agent, ticketId, one);
    const own = await latestBrief(one, ticketId);
    expect(own).toMatchObject({ isMine: true, writerName: agent.name });
    expect(own?.html).toContain("My money back");
    expect(own?.html).toContain("Model: X200");
    await give(one, ticketId, two, "She prefers to **write**.");
    expect((await latestBrief(two, ticketId))?.html).toContain("<strong>write</strong>");
    expect(await latestBrief(one, ticketId)).toMatchObject({ isMine: false });
    await readBrief(agent, ticketId);
    expect((await latestBrief(two, ticketId))?.readAt, "only whoever took over reads it").toBeNull();
    await readBrief(two, ticketId);
    expect((await latestBrief(two, ticketId))?.readAt).toBeInstanceOf(Date);
    expect((await kindsOf(ticketId)).filter((kind) => kind === "ticket.brief_read")).toHaveLength(1);
    await expect(latestBrief(requester, ticketId)).rejects.toThrow(NotFound);
  });

  test("put back, it has one for whoever takes it; passed to level 2, it says what no text said", async () => {
    const { agent, ticketId } = await makeCase("open");
    await unassignTicket(agent, ticketId, await seen(ticketId));
    const next = await makeViewer("agent_1");
    await takeTicket(next, ticketId, await seen(ticketId));
    expect(await latestBrief(next, ticketId)).toMatchObject({ isMine: true });
    await prisma.account.updateMany({ where: { role: "agent_2" }, data: { role: "customer" } });
    const level2 = await makeViewer("agent_2");
    await passToLevel2(next, ticketId, { words: "Restarting by remote", ...(await seen(ticketId)) });
    expect((await latestBrief(level2, ticketId))?.html).toContain("Restarting by remote");
  });

  test("is answered once what was handed over is read, and its requester sees that; who reads what nobody has takes it", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    const next = await makeViewer("agent_2");
    const say = async (viewer: Viewer) => respond(viewer, ticketId, { body: "Hold it.", ...(await seen(ticketId)) });
    const isRead = async () => (await requireRequest(requester, ticketId)).isRead;
    await give(agent, ticketId, next);
    await expect(say(next)).rejects.toThrow(new Conflict("brief_unread"));
    const words = { ...closing, ...(await seen(ticketId)) };
    await expect(resolveTicket(next, ticketId, words)).rejects.toThrow(new Conflict("brief_unread"));
    await say(agent); // who has handed it over knows it
    expect(await isRead()).toBe(false);
    await readBrief(next, ticketId);
    expect(await isRead()).toBe(true);
    await say(next);

    await unassignTicket(next, ticketId, await seen(ticketId));
    await expect(say(agent)).rejects.toThrow(new Conflict("brief_unread"));
    await readBrief(agent, ticketId);
    expect((await ticketOf(ticketId)).assigneeId).toBe(agent.id);
    await say(agent);
    await unassignTicket(agent, ticketId, await seen(ticketId));
    await say(agent); // their own brief tells them nothing new
  });
});
