import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { colleaguesLike } from "../../../app/domain/threads/mentions.server.ts";
import { addNote } from "../../../app/domain/tickets/add-note.server.ts";
import { listTimeline } from "../../../app/domain/tickets/timeline.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { runJobs } from "../../factories/answers.ts";
import { type Case, makeCase, makeViewer } from "../../factories/tickets.ts";

describe("a note that calls by name", () => {
  let one: Case;
  let lead: Viewer;
  let technician: Viewer;
  const handleOf = async ({ id }: Viewer) => (await prisma.account.findUniqueOrThrow({ where: { id } })).handle;
  const calls = () => prisma.notification.findMany({ where: { kind: "called" }, orderBy: { accountId: "asc" } });

  beforeAll(async () => {
    one = await makeCase("open");
    [lead, technician] = [await makeViewer("lead", "Ingrid Lead"), await makeViewer("technician", "Ingmar Tech")];
    await runJobs();
  });

  test("tells the colleagues who can read it, nobody else, and its writer who was not told", async () => {
    const called = [lead, technician, one.requester, one.agent].map(handleOf);
    const [toLead, toTechnician, toRequester, own] = await Promise.all(called);
    const body = `@${toLead}, please look. @${toTechnician} was there; @${toRequester} says so. I am @${own}. \`@nobody\``;
    await addNote(one.agent, one.ticketId, { body, attachments: "" });
    await runJobs();
    expect(await calls()).toMatchObject([
      { accountId: lead.id, reason: "called", ticketId: one.ticketId, threadId: null },
    ]);
    const about = { ticketId: one.ticketId, accountId: { in: [technician.id, one.requester.id] } };
    const since = await prisma.event.findFirstOrThrow({ where: { kind: "ticket.noted" }, orderBy: { id: "desc" } });
    expect(await prisma.notification.count({ where: { ...about, eventId: since.id } })).toBe(0);
    const entry = (await listTimeline(one.agent, one.ticketId)).at(-1);
    expect(entry?.untold.toSorted()).toEqual([toTechnician, toRequester].toSorted());
  });

  test("calls nobody in a quotation, and nobody who is suspended", async () => {
    const suspended = await makeViewer("agent_1");
    const suspendedUntil = new Date(Date.now() + 86_400_000);
    await prisma.account.update({ where: { id: suspended.id }, data: { suspendedUntil } });
    const handle = await handleOf(suspended);
    await addNote(one.agent, one.ticketId, {
      body: `> @${await handleOf(lead)} wrote\n\n@${handle}?`,
      attachments: "",
    });
    await runJobs();
    expect(await calls()).toHaveLength(1);
    expect((await listTimeline(lead, one.ticketId)).at(-1)?.untold).toEqual([handle]);
  });

  test("is written with the names of the desk alone, which only the desk is given", async () => {
    expect(await colleaguesLike(one.agent, "Ing")).toEqual([{ handle: await handleOf(lead), name: "Ingrid Lead" }]);
    expect(await colleaguesLike(lead, "Ing"), "not oneself").toEqual([]);
    for (const viewer of [one.requester, technician]) expect(await colleaguesLike(viewer, "Ing")).toEqual([]);
  });
});
