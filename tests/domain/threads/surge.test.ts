import { describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { joinAffected } from "../../../app/domain/threads/join-affected.server.ts";
import {
  endSurge,
  endSurgeInTime,
  listSurges,
  startSurge,
  surgeNotice,
} from "../../../app/domain/threads/surge.server.ts";
import { surgeInput } from "../../../app/domain/threads/surge.ts";
import { changePriority } from "../../../app/domain/tickets/change-priority.server.ts";
import { dueView } from "../../../app/domain/tickets/clocks.server.ts";
import { requireDeskTicket } from "../../../app/domain/tickets/desk.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { NotFound } from "../../../app/platform/errors.ts";
import { parseInput } from "../../../app/platform/http.server.ts";
import { kindsOf, makeCase, makeThread, makeViewer, seen, ticketOf } from "../../factories/tickets.ts";
import { makeReply } from "../../factories.ts";

const HOUR_MS = 3_600_000;
const soon = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString().slice(0, 16);

async function fields(changes: Record<string, string> = {}) {
  await makeThread(await makeViewer()); // makes the category
  const category = await prisma.category.findUniqueOrThrow({ where: { slug: "printers" } });
  const own = { title: "Storm", body: "Lines are down.", categoryId: String(category.id), until: soon(4), factor: "2" };
  return parseInput(surgeInput("UTC"), { ...own, ...changes });
}
const over = () => endSurge(lead).catch(() => undefined);
let lead: Viewer;

describe("a surge", () => {
  test("tells everybody, opens a thread to join that waits for nobody, and is one at a time", async () => {
    lead = await makeViewer("lead");
    const key = { submissionKey: "surge-0001" };
    const { threadId } = await startSurge(lead, await fields(key));
    expect(await startSurge(lead, await fields(key)), "the same form twice").toEqual({ threadId });
    await expect(startSurge(lead, await fields())).rejects.toMatchObject({ code: "surge_is_on" });
    expect(await surgeNotice()).toMatchObject({ reason: "Storm", threadId });
    const member = await makeViewer();
    await joinAffected(member, threadId);
    await makeReply(lead, threadId, "Still on it.");
    const thread = await prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
    expect(thread).toMatchObject({ state: "responded", waitingSince: null, escalateAt: null, affectedCount: 1 });
    await over();
    await expect(endSurge(lead)).rejects.toMatchObject({ code: "surge_is_over" });
  });

  test("is switched by leads, managers and admins; to others there is no switch", async () => {
    for (const role of ["customer", "expert", "agent_2", "technician"] as const) {
      const viewer = await makeViewer(role);
      await expect(startSurge(viewer, await fields()), role).rejects.toThrow(NotFound);
      await expect(endSurge(viewer), role).rejects.toThrow(NotFound);
      await expect(listSurges(viewer), role).rejects.toThrow(NotFound);
    }
    await startSurge(await makeViewer("admin"), await fields());
    await endSurge(await makeViewer("manager"));
  });

  test("gives what begins in it more time, says so, and leaves what was promised before", async () => {
    const { ticketId: before } = await makeCase("new");
    const promised = (await ticketOf(before)).dueAt;
    await startSurge(lead, await fields());
    const { ticketId: during, agent } = await makeCase("new");
    await changePriority(agent, before, { priority: "low", ...(await seen(before)) });
    await changePriority(agent, before, { priority: "normal", ...(await seen(before)) });
    expect((await ticketOf(before)).dueAt, "the date that was given").toEqual(promised);
    expect((await dueView(await ticketOf(during)))?.target).toBe(16 * 3_600);
    const desk = await requireDeskTicket(agent, during);
    expect(desk.relaxed.map(({ clock, factor, reason }) => [clock, factor, reason])).toEqual([
      ["first_response", 2, "Storm"],
      ["resolution", 2, "Storm"],
    ]);
    const told = desk.timeline.filter(({ kind }) => kind === "ticket.clock_relaxed");
    expect(told.map(({ relaxed }) => relaxed?.clock)).toEqual(["first_response", "resolution"]);
    const due = (await ticketOf(during)).dueAt;
    await over();
    await changePriority(agent, during, { priority: "low", ...(await seen(during)) });
    await changePriority(agent, during, { priority: "normal", ...(await seen(during)) });
    expect((await ticketOf(during)).dueAt, "nothing becomes sooner when it is over").toEqual(due);
    expect((await kindsOf(during)).filter((kind) => kind === "ticket.clock_relaxed")).toHaveLength(2);
    const { ticketId: after } = await makeCase("new");
    expect((await dueView(await ticketOf(after)))?.target).toBe(8 * 3_600);
    expect((await listSurges(lead))[0]).toMatchObject({ relaxed: 2, factor: 2 });
  });

  test("ends by itself, and is told of by its own clock before anybody has noted it", async () => {
    const { threadId } = await startSurge(lead, await fields());
    const { endsAt } = await prisma.surge.findFirstOrThrow({ where: { endedAt: null } });
    expect(await surgeNotice(new Date(endsAt.getTime() - 1))).not.toBeNull();
    expect(await surgeNotice(endsAt)).toBeNull();
    await endSurgeInTime(endsAt);
    await endSurgeInTime(endsAt);
    const ended = await prisma.event.findMany({ where: { threadId, kind: "surge.ended" } });
    expect(ended.map(({ actorId }) => actorId)).toEqual([null]);
    expect((await prisma.surge.findFirstOrThrow({ where: { threadId } })).endedAt).toEqual(endsAt);
  });

  test("stays as it was said, and can't make anything shorter", async () => {
    const { id } = await prisma.surge.findFirstOrThrow();
    await expect(prisma.surge.update({ where: { id }, data: { factor: 3 } })).rejects.toThrow();
    await expect(fields({ factor: "0.5" })).rejects.toMatchObject({ fields: { factor: "invalid_value" } });
    await expect(fields({ until: soon(24 * 20) })).rejects.toMatchObject({ fields: { until: "too_far" } });
  });
});
