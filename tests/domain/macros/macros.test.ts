import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { approveMacro, renewMacro, retireMacro, returnMacro } from "../../../app/domain/macros/approve-macro.server.ts";
import { listGaps, passToLevel2 } from "../../../app/domain/macros/gaps.server.ts";
import { macroInput } from "../../../app/domain/macros/input.ts";
import { listMacros, macrosFor, readMacro } from "../../../app/domain/macros/macros.server.ts";
import { changeMode } from "../../../app/domain/macros/modes.server.ts";
import { byMode } from "../../../app/domain/macros/respond-by-mode.server.ts";
import { saveMacro, submitMacro, takeBackMacro, writeMacro } from "../../../app/domain/macros/save-macro.server.ts";
import { markMissed } from "../../../app/domain/tickets/mark-missed.server.ts";
import { respond } from "../../../app/domain/tickets/respond.server.ts";
import { settleTicket } from "../../../app/domain/tickets/settle-ticket.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Conflict, Forbidden, NotFound } from "../../../app/platform/errors.ts";
import { kindsOf, makeCase, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";

let TEXT: string;
let ALONE: string;
let OWN: string;
let count = 0;

let writer: Viewer;
let lead: Viewer;
beforeEach(async () => {
  // What one test has approved is in the next one's way unless it says something else.
  ALONE = `Please restart the router once, as in step ${++count}.`;
  TEXT = ALONE.replace("router", "[[device]]");
  OWN = `Hello Vera, I have read what you tried. ${ALONE}`;
  await prisma.category.updateMany({ data: { macroMode: "free" } });
  writer = await makeViewer("agent_2");
  lead = await makeViewer("lead");
});

const input = (more: Record<string, string> = {}) => macroInput.parse({ name: "Restart", "text.en": TEXT, ...more });

async function approved(more?: Record<string, string>) {
  const { id } = await writeMacro(writer, input(more));
  await submitMacro(writer, id);
  await approveMacro(lead, id, { revision: 1 });
  return id;
}

const form = (fields: Record<string, string> = {}) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

describe("an approved text", () => {
  test("is written by one person and approved by another, exactly as it was read", async () => {
    const manager = await makeViewer("manager");
    const { id } = await writeMacro(writer, input());
    await expect(approveMacro(lead, id, { revision: 1 })).rejects.toThrow(new Conflict("draft_not_in_review"));
    await submitMacro(writer, id);
    await expect(saveMacro(writer, id, input({ revision: "1" }))).rejects.toThrow(new Conflict("draft_in_review"));
    await expect(approveMacro(writer, id, { revision: 1 })).rejects.toThrow(Forbidden);
    await takeBackMacro(writer, id);
    await saveMacro(lead, id, input({ revision: "1", "text.en": `${TEXT} Then wait.` }));
    await submitMacro(lead, id);
    await expect(approveMacro(lead, id, { revision: 2 }), "their own words").rejects.toThrow(Forbidden);
    await expect(approveMacro(manager, id, { revision: 1 })).rejects.toThrow(new Conflict("draft_changed"));
    await approveMacro(manager, id, { revision: 2 });
    expect(await readMacro(writer, id)).toMatchObject({ version: 1, draft: null });
    await expect(
      prisma.macroVersion.update({ where: { macroId_version: { macroId: id, version: 1 } }, data: { texts: {} } }),
      "the database refuses to change it",
    ).rejects.toThrow();
  });

  test("by whoever is alone waits, and is read again", async () => {
    await prisma.account.updateMany({
      where: { role: { in: ["lead", "manager"] }, id: { not: lead.id } },
      data: { role: "customer" },
    });
    const { id } = await writeMacro(lead, input());
    await submitMacro(lead, id);
    await expect(approveMacro(lead, id, { revision: 1, hasReread: "on" })).rejects.toMatchObject({
      code: "review_too_early",
    });
    await prisma.macroVersion.updateMany({
      where: { macroId: id },
      data: { submittedAt: new Date(Date.now() - 11 * 60_000) },
    });
    await expect(approveMacro(lead, id, { revision: 1 })).rejects.toMatchObject({ fields: { hasReread: "required" } });
    await approveMacro(lead, id, { revision: 1, hasReread: "on" });
    expect((await readMacro(lead, id)).version).toBe(1);
  });

  test("returned says why; renewed and retired as it should", async () => {
    const { id } = await writeMacro(writer, input());
    await submitMacro(writer, id);
    await returnMacro(lead, id, { revision: 1, reason: "Too short." });
    expect((await readMacro(writer, id)).draft).toMatchObject({ submittedAt: null, returnedBecause: "Too short." });
    await submitMacro(writer, id);
    await approveMacro(lead, id, { revision: 1 });
    await renewMacro(writer, id);
    await approveMacro(lead, id, { revision: 1 });
    expect((await readMacro(writer, id)).version).toBe(2);
    await retireMacro(lead, id, true);
    expect((await listMacros(writer)).map((one) => one.id)).not.toContain(id);
    await retireMacro(lead, id, false);
    expect((await listMacros(writer)).map((one) => one.id)).toContain(id);
  });

  test("keeps its place unless whoever may approve moves it", async () => {
    const id = await approved();
    await expect(saveMacro(writer, id, input({ name: "Elsewhere" }))).rejects.toThrow(Forbidden);
    await saveMacro(lead, id, input({ name: "Elsewhere" }));
    expect((await readMacro(writer, id)).name).toBe("Elsewhere");
  });

  test("is nobody's business who is not at the desk", async () => {
    const id = await approved();
    for (const role of ["customer", "expert", "technician", "admin"] as const) {
      const viewer = await makeViewer(role);
      await expect(readMacro(viewer, id), role).rejects.toThrow(NotFound);
      await expect(listMacros(viewer), role).rejects.toThrow(NotFound);
      expect(await macrosFor(viewer, 1, "en"), role).toEqual([]);
    }
  });
});

describe("a response", () => {
  const send = async (agent: Viewer, ticketId: number, body: string, fields: Record<string, string> = {}) => {
    const said = await respond(agent, ticketId, { body, ...(await seen(ticketId)) }, byMode(form(fields)));
    return { id: said.id ?? 0 };
  };

  test("with an approved text in it says which, and has to say more than that", async () => {
    const id = await approved();
    const { agent, ticketId } = await makeCase("open");
    await expect(send(agent, ticketId, ALONE)).rejects.toThrow(new Conflict("macro_alone"));
    await expect(send(agent, ticketId, `Hello Vera, I have read it. ${TEXT}`)).rejects.toThrow(
      new Conflict("macro_blank"),
    );
    const sent = await send(agent, ticketId, OWN);
    expect(await prisma.response.findUnique({ where: { id: sent.id } })).toMatchObject({
      macroId: id,
      macroVersion: 1,
    });
    await prisma.macro.update({ where: { id }, data: { expiresAt: new Date(0) } });
    await expect(send(agent, ticketId, OWN)).rejects.toThrow(new Conflict("macro_expired"));
    await send(agent, ticketId, "Something else altogether.");
  });

  test("where all is scripted is an approved text and no more, for level 1", async () => {
    await approved();
    const { ticketId } = await makeCase("open");
    const agent = await makeViewer("agent_1");
    const { categoryId } = await ticketOf(ticketId);
    await expect(changeMode(agent, { categoryId, mode: "scripted_only" })).rejects.toThrow(Forbidden);
    await changeMode(lead, { categoryId, mode: "scripted_only" });
    await expect(send(agent, ticketId, OWN)).rejects.toThrow(new Conflict("scripted_only"));
    await expect(send(agent, ticketId, "My own words."), "nor with the box ticked").rejects.toThrow(
      new Conflict("scripted_only"),
    );
    await send(agent, ticketId, ALONE);
    await send(writer, ticketId, "Level 2 is free to say this.");
  });

  test("where texts come first is free once none fits, and what is missing is listed", async () => {
    const { ticketId } = await makeCase("open");
    const agent = await makeViewer("agent_1");
    const { categoryId } = await ticketOf(ticketId);
    await changeMode(lead, { categoryId, mode: "script_first" });
    await expect(send(agent, ticketId, "My own words.")).rejects.toThrow(new Conflict("script_first"));
    await send(agent, ticketId, "My own words.", { noMacroFits: "on" });
    expect((await listGaps(lead))[0]).toMatchObject({ ticketId });
  });

  test("none fits: level 2 has it, whoever has least, and no clock starts anew", async () => {
    const busy = await makeCase("open");
    await prisma.ticket.update({
      where: { id: busy.ticketId },
      data: { assigneeId: writer.id, version: { increment: 1 } },
    });
    const { ticketId } = await makeCase("open");
    const agent = await makeViewer("agent_1");
    await prisma.account.updateMany({ where: { role: "agent_2", id: { not: writer.id } }, data: { role: "customer" } });
    const idle = await makeViewer("agent_2");
    const before = await ticketOf(ticketId);
    await passToLevel2(agent, ticketId, { words: "Restarting by remote", ...(await seen(ticketId)) });
    expect(await ticketOf(ticketId)).toMatchObject({ assigneeId: idle.id, state: "open", dueAt: before.dueAt });
    expect((await listGaps(lead))[0]).toMatchObject({ ticketId, words: "Restarting by remote" });
    await prisma.account.updateMany({
      where: { role: "agent_2" },
      data: { suspendedUntil: new Date(Date.now() + 86_400_000) },
    });
    await passToLevel2(agent, ticketId, { words: "", ...(await seen(ticketId)) });
    expect(await ticketOf(ticketId)).toMatchObject({ assigneeId: null, state: "new" });
  });
});

describe("a response that misses the point", () => {
  const respondWith = async (agent: Viewer, ticketId: number, body: string) => {
    const { id } = await respond(agent, ticketId, { body, ...(await seen(ticketId)) }, byMode(form()));
    return id ?? 0;
  };

  test("opens the ticket again, counts against its text, and is said once", async () => {
    const id = await approved();
    const { agent, requester, ticketId } = await makeCase("open");
    const responseId = await respondWith(agent, ticketId, OWN);
    await expect(markMissed(await makeViewer(), ticketId, { responseId, reason: "" })).rejects.toThrow(NotFound);
    await expect(markMissed(agent, ticketId, { responseId, reason: "" })).rejects.toThrow(Forbidden);
    await markMissed(requester, ticketId, { responseId, reason: "I have no router." });
    await markMissed(requester, ticketId, { responseId, reason: "Again." });
    const ticket = await ticketOf(ticketId);
    expect(ticket.state).toBe("open");
    expect(ticket.requesterWaitingSince).toBeInstanceOf(Date);
    expect((await kindsOf(ticketId)).filter((kind) => kind === "ticket.missed")).toHaveLength(1);
    expect((await readMacro(lead, id)).record).toEqual({ sent: 1, decided: 1, hit: 0, missed: 1 });
    const other = await makeCase("open");
    await expect(markMissed(other.requester, other.ticketId, { responseId, reason: "" })).rejects.toThrow(NotFound);
  });

  test("on a resolved ticket refuses the resolution, whose clock goes on; a settled one counts as a hit", async () => {
    const id = await approved();
    const { agent, requester, ticketId } = await makeCase("resolved");
    const { resolutionSince } = await ticketOf(ticketId);
    const response = await prisma.response.findFirstOrThrow({ where: { ticketId, isFromStaff: true } });
    await markMissed(requester, ticketId, { responseId: response.id, reason: "" });
    expect(await ticketOf(ticketId)).toMatchObject({ state: "open", resolution: null, resolutionSince });
    await respond(agent, ticketId, { body: OWN, ...(await seen(ticketId)) }, byMode(form()));
    await prisma.ticket.update({
      where: { id: ticketId },
      data: { requesterWaitingSince: null, version: { increment: 1 } },
    });
    const solved = await makeCase("open");
    await respond(solved.agent, solved.ticketId, { body: OWN, ...(await seen(solved.ticketId)) }, byMode(form()));
    const settled = {
      state: "resolved",
      willPublish: false,
      notPublishedBecause: "other",
      resolution: "solved",
      version: { increment: 1 },
    } as const;
    await prisma.ticket.update({ where: { id: solved.ticketId }, data: settled });
    await settleTicket(solved.requester, solved.ticketId, { body: "" });
    expect((await readMacro(lead, id)).record).toEqual({ sent: 2, decided: 1, hit: 1, missed: 0 });
  });
});
