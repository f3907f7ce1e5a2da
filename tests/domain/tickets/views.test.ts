import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { addNote } from "../../../app/domain/tickets/add-note.server.ts";
import { assignTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { doInBulk, findDeed, undoDeed, unfinishedDeed } from "../../../app/domain/tickets/bulk-deed.server.ts";
import { bulkInput } from "../../../app/domain/tickets/desk-input.ts";
import { listInbox } from "../../../app/domain/tickets/inbox.server.ts";
import { look } from "../../../app/domain/tickets/looks.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { respond } from "../../../app/domain/tickets/respond.server.ts";
import { snoozeOf, snoozeTicket, wakeTicket } from "../../../app/domain/tickets/snooze-ticket.server.ts";
import { EVERYTHING, VIEWS_MAX, type ViewFilter } from "../../../app/domain/tickets/view.ts";
import {
  changeView,
  createView,
  deleteView,
  listViews,
  moveView,
  requireView,
  restoreView,
} from "../../../app/domain/tickets/views.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { Forbidden, NotFound } from "../../../app/platform/errors.ts";
import { type Case, makeCase, makeViewer, seen, ticketOf, versionOf } from "../../factories/tickets.ts";

let lead: Viewer;
let agent: Viewer;
let colleague: Viewer;

beforeAll(async () => {
  [lead, agent, colleague] = [await makeViewer("lead"), await makeViewer("agent_1"), await makeViewer("agent_2")];
});

const asked = (filter: Partial<ViewFilter>, name = "A view", isShared = false) => ({
  ...{ name, isShared },
  filter: { ...EVERYTHING, ...filter },
});
const lookAt = async (viewer: Viewer, ticketId: number) =>
  look(viewer, { number: ticketId, version: await versionOf(ticketId) });
const rowOf = async (viewer: Viewer, ticketId: number) =>
  (await listInbox(viewer, "open", null)).rows.find(({ number }) => number === ticketId);
const mine = async (viewer: Viewer) => (await listInbox(viewer, "mine", null)).rows.map(({ number }) => number);
const giveTo = async (viewer: Viewer, { agent, ticketId }: Case) =>
  assignTicket(agent, ticketId, { assigneeId: viewer.id, ...(await seen(ticketId)) });

describe("a view", () => {
  test("shows and counts what fits it, and each filter fits something else", async () => {
    const [first, second, third] = [await makeCase("open"), await makeCase("new"), await makeCase("resolved")];
    await prisma.$executeRaw`UPDATE "Ticket" SET priority = 'high', version = version + 1 WHERE id = ${second.ticketId}`;
    await prisma.$executeRaw`UPDATE "Ticket" SET "dueAt" = now() - interval '1 hour', version = version + 1 WHERE id = ${first.ticketId}`;
    await lookAt(colleague, first.ticketId);
    const shown = async (filter: Partial<ViewFilter>) => {
      const { id } = await createView(colleague, asked(filter));
      const { rows, saved, open } = await listInbox(colleague, id, null);
      expect(saved.find((view) => view.id === id)?.count).toBe(rows.length);
      expect(open?.id).toBe(id);
      await prisma.ticketView.delete({ where: { id } });
      return rows.map(({ number }) => number).sort((one, other) => one - other);
    };
    const [a, b, c] = [first.ticketId, second.ticketId, third.ticketId];
    expect(await shown({})).toEqual([a, b, c]);
    expect(await shown({ states: ["new", "resolved"] })).toEqual([b, c]);
    expect(await shown({ priorities: ["high"] })).toEqual([b]);
    expect(await shown({ assignee: "nobody" })).toEqual([b]);
    expect(await shown({ assignee: first.agent.id })).toEqual([a]);
    expect(await shown({ level: "2" })).toEqual([a, c]);
    expect(await shown({ level: "1" })).toEqual([]);
    expect(await shown({ due: "overdue" })).toEqual([a]);
    expect(await shown({ waitingOn: "requester" })).toEqual([c]);
    expect(await shown({ unread: "new" })).toEqual([b, c]);
    expect(await shown({ categoryId: 2_000_000 })).toEqual([]);
    expect(await shown({ unread: "changed" })).toEqual([]);
    await addNote(first.agent, a, { body: "Hm." });
    expect(await shown({ unread: "changed" })).toEqual([a]);
  });

  test("is its owner's alone, or the desk's where a lead shares it", async () => {
    const { id: own } = await createView(agent, asked({}, "Mine"));
    const { id: shared } = await createView(lead, asked({}, "Everybody's", true));
    expect((await listViews(agent)).map(({ name, isEditable }) => [name, isEditable])).toEqual([
      ["Everybody's", false],
      ["Mine", true],
    ]);
    expect((await listViews(colleague)).map(({ id }) => id)).toEqual([shared]);
    await expect(listInbox(colleague, own, null)).rejects.toThrow(NotFound);
    await expect(changeView(colleague, own, asked({}))).rejects.toThrow(NotFound);
    await expect(changeView(agent, shared, asked({}, "Taken", true))).rejects.toThrow(Forbidden);
    await expect(createView(agent, asked({}, "For all", true))).rejects.toThrow(Forbidden);
    await expect(createView(await makeViewer("technician"), asked({}))).rejects.toThrow(NotFound);
    await expect(deleteView(agent, shared)).rejects.toThrow(Forbidden);
    const manager = await makeViewer("manager");
    await changeView(manager, shared, asked({}, "The desk's", true));
    await expect(changeView(manager, shared, asked({}, "Mine now", false))).rejects.toThrow(Forbidden);
  });

  test("deleted is gone from the list, and comes back; moved, it stands elsewhere", async () => {
    const viewer = await makeViewer("agent_2");
    const ids: number[] = [];
    for (const name of ["one", "two", "three"]) ids.push((await createView(viewer, asked({}, name))).id);
    const order = async () => (await listViews(viewer)).filter((view) => !view.isShared).map(({ name }) => name);
    await moveView(viewer, ids[2] ?? 0, "up");
    await moveView(viewer, ids[0] ?? 0, "up");
    expect(await order()).toEqual(["one", "three", "two"]);
    await deleteView(viewer, ids[2] ?? 0);
    expect(await order()).toEqual(["one", "two"]);
    expect(await requireView(viewer, ids[2] ?? 0)).toMatchObject({ isDeleted: true });
    await restoreView(viewer, ids[2] ?? 0);
    expect(await order()).toEqual(["one", "three", "two"]);
  });

  test("is one of as many as fit, however many are made at once", async () => {
    const viewer = await makeViewer("agent_2");
    const made = await Promise.allSettled(
      Array.from({ length: VIEWS_MAX + 3 }, (_, index) => createView(viewer, asked({}, `view ${index}`))),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(VIEWS_MAX);
  });
});

describe("what somebody has not seen", () => {
  test("is new until they look, and changed when others did something since; never by themselves", async () => {
    const one = await makeCase("open");
    expect(await rowOf(colleague, one.ticketId)).toMatchObject({ unread: "new" });
    expect(await lookAt(colleague, one.ticketId)).toBeNull();
    expect(await rowOf(colleague, one.ticketId)).toMatchObject({ unread: null });
    await respond(colleague, one.ticketId, { body: "Hello.", ...(await seen(one.ticketId)) });
    expect(await rowOf(colleague, one.ticketId)).toMatchObject({ unread: null });
    await replyToRequest(one.requester, one.ticketId, { body: "Hello!" });
    expect(await rowOf(colleague, one.ticketId)).toMatchObject({ unread: "changed" });
    expect((await lookAt(colleague, one.ticketId))?.version).toBe((await versionOf(one.ticketId)) - 1);
    expect(await rowOf(colleague, one.ticketId)).toMatchObject({ unread: null });
  });
});

describe("a deed on several tickets", () => {
  const ticked = async (...cases: Case[]) =>
    Promise.all(cases.map(async ({ ticketId }) => `${ticketId}.${await versionOf(ticketId)}`));
  const give = (viewer: Viewer, to: Viewer, tickets: string[]) =>
    doInBulk(viewer, bulkInput.parse({ kind: "assign", assigneeId: String(to.id), tickets }));

  test("does what it can, and says of each other why not", async () => {
    const [fresh, stale, closed] = [await makeCase("new"), await makeCase("new"), await makeCase("resolved")];
    const tickets = await ticked(fresh, stale, closed);
    await addNote(lead, stale.ticketId, { body: "Wait." });
    const { id } = await give(lead, agent, [...tickets, "999999.1"]);
    expect(await findDeed(lead, id)).toMatchObject({
      ...{ kind: "assign", value: agent.name, doneCount: 1, isUndoable: true },
      refused: [
        { ticketId: stale.ticketId, code: "ticket_changed" },
        { ticketId: closed.ticketId, code: "not_workable" },
        { ticketId: 999_999, code: "not_found", subject: "" },
      ],
    });
    expect(await findDeed(agent, id)).toBeNull();
    expect((await ticketOf(fresh.ticketId)).assigneeId).toBe(agent.id);
    expect((await ticketOf(stale.ticketId)).assigneeId).toBeNull();
  });

  test("is undone where nothing was done since, once", async () => {
    const [one, other] = [await makeCase("open"), await makeCase("open")];
    const tickets = await ticked(one, other);
    const { id } = await doInBulk(lead, bulkInput.parse({ kind: "prioritise", priority: "urgent", tickets }));
    await addNote(agent, other.ticketId, { body: "It is." });
    await Promise.allSettled([undoDeed(lead, id), undoDeed(lead, id)]);
    expect((await ticketOf(one.ticketId)).priority).toBe("normal");
    expect((await ticketOf(other.ticketId)).priority).toBe("urgent");
    expect(await findDeed(lead, id)).toMatchObject({
      isUndone: true,
      isUndoable: false,
      refused: [{ ticketId: other.ticketId, code: "ticket_changed" }],
    });
    await expect(undoDeed(lead, id)).rejects.toMatchObject({ code: "already_undone" });
    await expect(undoDeed(agent, id)).rejects.toThrow(NotFound);
  });

  async function withoutPower(ticketId: number, act: () => Promise<unknown>) {
    await prisma.$executeRawUnsafe(`CREATE FUNCTION power_cut() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'the power is gone'; END $$`);
    await prisma.$executeRawUnsafe(`CREATE TRIGGER power_cut BEFORE UPDATE ON "Ticket" FOR EACH ROW
      WHEN (NEW.id = ${ticketId}) EXECUTE FUNCTION power_cut()`);
    await expect(act()).rejects.toThrow(/power/);
    await prisma.$executeRawUnsafe("DROP FUNCTION power_cut CASCADE");
  }

  test("cut short in the middle can be undone as far as it came, and an undo cut short goes on", async () => {
    const cases = [await makeCase("open"), await makeCase("open"), await makeCase("open")];
    const [first, second, third] = cases.map(({ ticketId }) => ticketId);
    const tickets = await ticked(...cases);
    const input = bulkInput.parse({ kind: "prioritise", priority: "urgent", tickets });
    await withoutPower(third ?? 0, () => doInBulk(lead, input));
    const deed = await unfinishedDeed(lead);
    expect(deed).toMatchObject({ doneCount: 2, isFinished: false, isUndoable: true });
    expect(await unfinishedDeed(agent)).toBeNull();
    await withoutPower(second ?? 0, () => undoDeed(lead, deed?.id ?? 0));
    expect(await unfinishedDeed(lead)).toMatchObject({ doneCount: 1, isUndone: false, isUndoable: true });
    await undoDeed(lead, deed?.id ?? 0);
    const priorities = await Promise.all([first, second, third].map(async (id) => (await ticketOf(id ?? 0)).priority));
    expect(priorities).toEqual(["normal", "normal", "normal"]);
    expect(await unfinishedDeed(lead)).toBeNull();
  });

  test("of none is refused, of as many as a page shows is not", () => {
    expect(bulkInput.safeParse({ kind: "put_back", tickets: [] }).error?.issues[0]?.message).toBe("choose_tickets");
    const many = Array.from({ length: 51 }, (_, index) => `${index + 1}.1`);
    expect(bulkInput.safeParse({ kind: "put_back", tickets: many.slice(1) }).success).toBe(true);
    expect(bulkInput.safeParse({ kind: "put_back", tickets: many }).error?.issues[0]?.message).toBe("too_many_tickets");
    expect(bulkInput.safeParse({ kind: "resolve", tickets: ["1.1"] }).success).toBe(false);
  });

  test("by two at once gives each ticket to one of them: 20 rounds", async () => {
    const cases = [await makeCase("new"), await makeCase("new")];
    for (let round = 0; round < 20; round++) {
      const tickets = await ticked(...cases);
      const [mine, theirs] = [await makeViewer("agent_2"), await makeViewer("agent_2")];
      const deeds = await Promise.all([give(mine, mine, tickets), give(theirs, theirs, tickets)]);
      const told = await Promise.all([findDeed(mine, deeds[0].id), findDeed(theirs, deeds[1].id)]);
      expect((told[0]?.doneCount ?? 0) + (told[1]?.doneCount ?? 0)).toBe(2);
      expect((told[0]?.refused.length ?? 0) + (told[1]?.refused.length ?? 0)).toBe(2);
    }
  });
});

describe("what is put away", () => {
  test("leaves its assignee's list and no clock, and is back on top when it is time", async () => {
    const viewer = await makeViewer("agent_2");
    const [one, other] = [await makeCase("new"), await makeCase("new")];
    for (const each of [one, other]) await giveTo(viewer, { ...each, agent: viewer });
    const before = await ticketOf(other.ticketId);
    await snoozeTicket(viewer, other.ticketId, { snoozedUntil: new Date(Date.now() + 3_600_000) });
    expect(await ticketOf(other.ticketId)).toEqual(before);
    expect(await mine(viewer)).toEqual([one.ticketId]);
    const { rows, counts } = await listInbox(viewer, "snoozed", null);
    expect([rows.map(({ number }) => number), counts.snoozed, counts.mine]).toEqual([[other.ticketId], 1, 1]);
    expect(await rowOf(lead, other.ticketId)).toMatchObject({ isAway: false });
    await prisma.snooze.updateMany({ where: { ticketId: other.ticketId }, data: { until: new Date(Date.now() - 1) } });
    expect(await mine(viewer)).toEqual([other.ticketId, one.ticketId]);
    expect((await listInbox(viewer, "mine", null)).counts.mine).toBe(2);
    await lookAt(viewer, other.ticketId);
    expect(await prisma.snooze.count({ where: { ticketId: other.ticketId } })).toBe(0);
  });

  test("until a reply comes back with it, and not with a colleague's note", async () => {
    const one = await makeCase("open");
    await snoozeTicket(one.agent, one.ticketId, {});
    await addNote(lead, one.ticketId, { body: "No hurry." });
    expect(await mine(one.agent)).toEqual([]);
    expect(await snoozeOf(one.agent, one.ticketId)).toEqual({ until: null });
    await replyToRequest(one.requester, one.ticketId, { body: "Any news?" });
    expect((await listInbox(one.agent, "mine", null)).rows).toMatchObject([{ cameBack: "reply" }]);
  });

  test("only by whoever has it, while it is alive; given to somebody else it is away no more", async () => {
    const [one, resolved] = [await makeCase("open"), await makeCase("resolved")];
    await expect(snoozeTicket(lead, one.ticketId, {})).rejects.toMatchObject({ code: "not_yours_to_snooze" });
    await expect(snoozeTicket(resolved.agent, resolved.ticketId, {})).rejects.toMatchObject({
      code: "nothing_to_snooze",
    });
    await expect(snoozeTicket(one.requester, one.ticketId, {})).rejects.toThrow(NotFound);
    await snoozeTicket(one.agent, one.ticketId, {});
    await giveTo(colleague, one);
    await giveTo(one.agent, { ...one, agent: colleague });
    expect(await mine(one.agent)).toEqual([one.ticketId]);
    await snoozeTicket(one.agent, one.ticketId, {});
    await wakeTicket(one.agent, one.ticketId);
    expect(await mine(one.agent)).toEqual([one.ticketId]);
  });
});
