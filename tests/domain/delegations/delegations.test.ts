import { beforeEach, describe, expect, test } from "vitest";
import { actsForOf } from "../../../app/domain/accounts/acting.server.ts";
import { DELEGATIONS_MAX } from "../../../app/domain/accounts/acting.ts";
import { type Viewer, viewerFrom } from "../../../app/domain/accounts/viewer.ts";
import { acceptDelegation } from "../../../app/domain/delegations/accept-delegation.server.ts";
import { listDelegations, requireOffer } from "../../../app/domain/delegations/delegations.server.ts";
import { endDelegation } from "../../../app/domain/delegations/end-delegation.server.ts";
import { grantDelegation } from "../../../app/domain/delegations/grant-delegation.server.ts";
import { grantInput } from "../../../app/domain/delegations/input.ts";
import { keyOf } from "../../../app/domain/delegations/link.server.ts";
import { listInboxGroups } from "../../../app/domain/notifications/inbox.server.ts";
import { openNotice } from "../../../app/domain/notifications/notifications.server.ts";
import { revealPrivateValue } from "../../../app/domain/private-values/reveal-value.server.ts";
import { askFor } from "../../../app/domain/threads/ask-thread.server.ts";
import { askInput } from "../../../app/domain/threads/input.ts";
import { markSolution } from "../../../app/domain/threads/mark-solution.server.ts";
import { readThread } from "../../../app/domain/threads/read-thread.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { takeTicket } from "../../../app/domain/tickets/assign-ticket.server.ts";
import { confirmStatement } from "../../../app/domain/tickets/confirm-statement.server.ts";
import { giveSecondChance } from "../../../app/domain/tickets/give-second-chance.server.ts";
import { nudgeTicket } from "../../../app/domain/tickets/nudge-ticket.server.ts";
import { replyToRequest } from "../../../app/domain/tickets/reply-to-request.server.ts";
import { listRequests, requireRequest } from "../../../app/domain/tickets/requests.server.ts";
import { respond } from "../../../app/domain/tickets/respond.server.ts";
import { settleTicket } from "../../../app/domain/tickets/settle-ticket.server.ts";
import { snoozeOf, snoozeTicket } from "../../../app/domain/tickets/snooze-ticket.server.ts";
import { listTimeline } from "../../../app/domain/tickets/timeline.server.ts";
import { writeMail } from "../../../app/jobs/send-mail-words.server.ts";
import { prisma, transaction } from "../../../app/platform/db.server.ts";
import { runJobs } from "../../factories/answers.ts";
import { type Case, hashOf, makeCase, makeViewer, versionOf } from "../../factories/tickets.ts";
import { makeCategory } from "../../factories.ts";

let one: Case;
let child: Viewer;

beforeEach(async () => {
  one = await makeCase("read_back");
  child = await makeViewer("customer", "Kim Child");
});

/** Whoever is called, as their next request would see them. */
async function now(viewer: Viewer): Promise<Viewer> {
  const account = await prisma.account.findUniqueOrThrow({ where: { id: viewer.id } });
  return viewerFrom({ ...account, actsFor: await actsForOf(viewer.id) });
}

const granted = (ticks: Record<string, string>) =>
  grantDelegation(one.requester, grantInput.parse({ days: "30", ...ticks }));

async function grantTo(delegate: Viewer, ticks: Record<string, string> = {}) {
  const { id } = await granted(ticks);
  await acceptDelegation(delegate, await keyOf(id));
  return { id, viewer: await now(delegate) };
}

const all = { write: "on", confirm: "on" };
const reply = (viewer: Viewer) => replyToRequest(viewer, one.ticketId, { body: "She has tried that." });
const nudge = (viewer: Viewer) => nudgeTicket(viewer, one.ticketId);
const notFound = { code: "not_found" };

describe("a link", () => {
  test("once accepted is told to who made it, and to nobody else, with the way to end it; ended, no mail says so any more", async () => {
    const { id, viewer } = await grantTo(child, all);
    await runJobs();
    const told = await prisma.notification.findMany({ where: { delegationId: id } });
    expect(told).toMatchObject([
      { accountId: one.requester.id, kind: "delegation_accepted", mailId: expect.any(Number) },
    ]);
    const [notice] = told;
    expect(await openNotice(one.requester, notice?.id ?? 0)).toBe(`/delegations#delegation-${id}`);
    await expect(openNotice(viewer, notice?.id ?? 0)).rejects.toMatchObject(notFound);
    const { groups } = await listInboxGroups(one.requester);
    const own = groups.find(({ about }) => about === "account-1");
    expect(own).toMatchObject({ title: "Kim Child", notices: [{ kind: "delegation_accepted" }] });
    const mail = await prisma.mail.findUniqueOrThrow({ where: { id: notice?.mailId ?? 0 } });
    await prisma.notification.updateMany({ where: { delegationId: id }, data: { readAt: null } });
    expect(await writeMail(mail)).toMatchObject({
      subject: "Kim Child may act for you now",
      text: expect.stringContaining(`/delegations#delegation-${id}`),
    });
    await endDelegation(one.requester, id);
    expect(await writeMail(mail)).toBeNull();
  });

  test("works once, however many press at the same time, and tells nobody who has no link", async () => {
    const { id } = await granted(all);
    const key = await keyOf(id);
    const others = await Promise.all(Array.from({ length: 4 }, () => makeViewer()));
    const tries = await Promise.allSettled([child, ...others].map((viewer) => acceptDelegation(viewer, key)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const wrong of [`${id}.${"A".repeat(43)}`, `${id + 1}.${key.split(".")[1]}`, "", "1"])
      await expect(requireOffer(wrong)).rejects.toMatchObject(notFound);
  });

  test("is for nobody's own use, for no staff, and for nobody once it is withdrawn or too old", async () => {
    const { id } = await granted(all);
    const key = await keyOf(id);
    await expect(acceptDelegation(one.requester, key)).rejects.toMatchObject({ code: "delegation_self" });
    await expect(acceptDelegation(one.agent, key)).rejects.toMatchObject({ code: "delegation_staff" });
    const later = new Date(Date.now() + 8 * 86_400_000);
    await expect(acceptDelegation(child, key, later)).rejects.toMatchObject({ code: "delegation_over" });
    await endDelegation(one.requester, id);
    await expect(acceptDelegation(child, key)).rejects.toMatchObject({ code: "delegation_over" });
    const views = (await listDelegations(one.requester)).granted;
    expect(views).toMatchObject([{ standing: "over", key: null }]);
  });

  test("sent twice by one form is one", async () => {
    const input = grantInput.parse({ days: "30", submissionKey: "12345678-1234-4234-8234-123456789abc" });
    const made = await Promise.all([grantDelegation(one.requester, input), grantDelegation(one.requester, input)]);
    expect(made[0]).toEqual(made[1]);
  });
});

describe("whoever acts for somebody", () => {
  test("sees that person's requests and nothing before or beyond the grant", async () => {
    await expect(requireRequest(child, one.ticketId)).rejects.toMatchObject(notFound);
    const { viewer } = await grantTo(child);
    expect(await requireRequest(viewer, one.ticketId)).toMatchObject({ may: { write: false, confirm: false } });
    const { requests } = await listRequests(viewer, null);
    expect(requests).toMatchObject([{ number: one.ticketId, forName: one.requester.name }]);
    const other = await makeCase();
    await expect(requireRequest(viewer, other.ticketId)).rejects.toMatchObject(notFound);
    // The other way round nothing is granted, and nothing is passed on.
    const own = await makeCase();
    const principal = await now(one.requester);
    await expect(requireRequest(principal, own.ticketId)).rejects.toMatchObject(notFound);
    const { id } = await grantDelegation(viewer, grantInput.parse({ days: "30", ...all }));
    const third = await makeViewer();
    await acceptDelegation(third, await keyOf(id));
    await expect(requireRequest(await now(third), one.ticketId)).rejects.toMatchObject(notFound);
  });

  test("does as much as was granted: to read is not to write, to write is not to confirm", async () => {
    const reading = (await grantTo(child)).viewer;
    await expect(reply(reading)).rejects.toMatchObject({ code: "forbidden" });
    const writing = (await grantTo(child, { write: "on" })).viewer;
    await reply(writing);
    const confirmation = { hash: await hashOf(one.ticketId) };
    await expect(confirmStatement(writing, one.ticketId, confirmation)).rejects.toMatchObject({ code: "forbidden" });
    const { viewer } = await grantTo(child, all);
    await confirmStatement(viewer, one.ticketId, confirmation);
    const { statement, responses } = await requireRequest(one.requester, one.ticketId);
    expect(statement).toMatchObject({ confirmedName: one.requester.name, confirmedByName: "Kim Child" });
    expect(responses).toMatchObject([{ authorName: one.requester.name, byName: "Kim Child", isFromStaff: false }]);
    const told = await listTimeline(one.agent, one.ticketId);
    expect(told.filter(({ kind }) => kind === "ticket.requester_replied" || kind === "ticket.confirmed")).toMatchObject(
      [
        { actorName: "Kim Child", forName: one.requester.name },
        { actorName: "Kim Child", forName: one.requester.name },
      ],
    );
  });

  test("asks and goes on in their thread, whose question it is and stays", async () => {
    const { id, viewer } = await grantTo(child, all);
    const { id: categoryId } = await makeCategory();
    const input = askInput.parse({ body: "The printer hums.", categoryId: String(categoryId) });
    const { id: threadId } = await askFor(viewer, id, input);
    await replyToThread(viewer, threadId, { body: "It hums louder." });
    expect(await readThread(one.agent, threadId)).toMatchObject({
      authorId: one.requester.id,
      authorName: one.requester.name,
      byName: "Kim Child",
    });
    const events = await prisma.event.findMany({
      where: { threadId },
      orderBy: { id: "asc" },
      select: { kind: true, actorId: true, data: true },
    });
    const both = { actorId: child.id, data: { forId: one.requester.id } };
    expect(events).toMatchObject([
      { kind: "thread.asked", ...both },
      { kind: "thread.replied", ...both },
    ]);
    await expect(askFor(child, id, input)).rejects.toMatchObject(notFound);
    await expect(askFor(viewer, id + 1, input)).rejects.toMatchObject(notFound);
  });

  test("is heard as the requester is: what they write brings back what was put away until a reply", async () => {
    one = await makeCase("open");
    const { viewer } = await grantTo(child, all);
    for (const heard of [reply, nudge]) {
      await snoozeTicket(one.agent, one.ticketId, {});
      await heard(viewer);
      expect(await snoozeOf(one.agent, one.ticketId)).toBeNull();
    }
  });

  test("hears what the requester hears, until it ends: also of a mail that was waiting", async () => {
    const { id } = await grantTo(child, all);
    await confirmStatement(one.requester, one.ticketId, { hash: await hashOf(one.ticketId) });
    await takeTicket(one.agent, one.ticketId, { seenVersion: await versionOf(one.ticketId) });
    const say = async (body: string) =>
      respond(one.agent, one.ticketId, { body, seenVersion: await versionOf(one.ticketId) });
    await say("Please hold the button.");
    await runJobs();
    const mails = (to: Viewer) =>
      prisma.mail.findMany({ where: { accountId: to.id, text: { contains: "hold the button" } } });
    expect([await mails(child), await mails(one.requester)].map(({ length }) => length)).toEqual([1, 1]);
    await say("And the other one.");
    await endDelegation(one.requester, id);
    await runJobs();
    expect(await prisma.mail.count({ where: { accountId: child.id, text: { contains: "other one" } } })).toBe(0);
  });
});

describe("whoever acts for somebody, besides", () => {
  test("is not told how that person rated us, even where they may settle", async () => {
    one = await makeCase("resolved");
    const { viewer } = await grantTo(child, all);
    await settleTicket(one.requester, one.ticketId, { body: "", fair: "no", worth: "no" });
    expect((await requireRequest(one.requester, one.ticketId)).rights.rated).toMatchObject({ isFair: false });
    const { rights } = await requireRequest(viewer, one.ticketId);
    expect(rights).toMatchObject({ rated: null, chance: null });
    const asking = giveSecondChance(viewer, one.ticketId, { reason: "" });
    await expect(asking, "a bad one or none").rejects.toMatchObject({ code: "no_second_chance" });
    await giveSecondChance(one.requester, one.ticketId, { reason: "" });
    const openTo = async (reader: Viewer) => (await requireRequest(reader, one.ticketId)).rights.open.length;
    expect([await openTo(one.requester), await openTo(viewer)]).toEqual([1, 0]);
  });

  test("does so for twenty at most, also where two links are accepted at once", async () => {
    const later = new Date(Date.now() + 1e9);
    const held = { delegateId: child.id, acceptedAt: new Date(), linkExpiresAt: later, expiresAt: later };
    const principals = await Promise.all(Array.from({ length: DELEGATIONS_MAX - 1 }, () => makeViewer()));
    await prisma.delegation.createMany({ data: principals.map(({ id }) => ({ principalId: id, ...held })) });
    const givers = [one.requester, await makeViewer(), await makeViewer()];
    const grants = await Promise.all(givers.map((giver) => grantDelegation(giver, grantInput.parse({ days: "30" }))));
    const keys = await Promise.all(grants.map(({ id }) => keyOf(id)));
    const tries = await Promise.allSettled(keys.map((key) => acceptDelegation(child, key)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await prisma.delegation.count({ where: { delegateId: child.id } })).toBe(DELEGATIONS_MAX);
  });
});

describe("the list", () => {
  test("has what holds, however many others were over since: it can always be ended", async () => {
    const { id, viewer } = await grantTo(child);
    const over = { principalId: one.requester.id, linkExpiresAt: new Date(0), expiresAt: new Date(Date.now() + 1e9) };
    await prisma.delegation.createMany({ data: Array.from({ length: 70 }, () => over) });
    expect((await listDelegations(one.requester)).granted[0]).toMatchObject({ id, standing: "held" });
    expect((await listDelegations(viewer)).held).toMatchObject([{ id, standing: "held" }]);
  });
});

describe("once it has ended", () => {
  test("the very next request refuses, whoever of the two has ended it, and what was begun is not written", async () => {
    const post = { threadId: one.threadId, position: 2, authorId: one.agent.id, markdown: "Hold the button." };
    const { id: postId } = await prisma.post.create({ data: post });
    const value = {
      postId,
      number: 1,
      ownerId: one.requester.id,
      kind: "phone",
      mask: "…17",
      sealed: Buffer.from("x"),
    };
    const { id: valueId } = await prisma.privateValue.create({ data: value });
    for (const who of ["requester", "child"] as const) {
      const { id, viewer } = await grantTo(child, { ...all, reveal: "on" });
      await endDelegation(who === "child" ? child : one.requester, id);
      await expect(requireRequest(await now(child), one.ticketId)).rejects.toMatchObject(notFound);
      await expect(reply(viewer), "begun before").rejects.toMatchObject(notFound);
      await expect(markSolution(viewer, postId), "begun before").rejects.toMatchObject(notFound);
      await expect(revealPrivateValue(viewer, valueId, { reason: "She asks." }), "begun before").rejects.toMatchObject(
        notFound,
      );
      expect((await listRequests(await now(child), null)).requests).toEqual([]);
    }
  });

  test("so it is when its day has come, when the grantor is suspended, or either joins the staff", async () => {
    const { id, viewer } = await grantTo(child, all);
    await prisma.account.update({
      where: { id: one.requester.id },
      data: { suspendedUntil: new Date(Date.now() + 1e6) },
    });
    expect((await now(child)).actsFor).toMatchObject([{ scopes: [] }]);
    await prisma.account.update({ where: { id: one.requester.id }, data: { suspendedUntil: null, role: "agent_1" } });
    expect((await now(child)).actsFor).toEqual([]);
    await prisma.account.update({ where: { id: one.requester.id }, data: { role: "customer" } });
    await prisma.account.update({ where: { id: child.id }, data: { role: "agent_1" } });
    expect((await now(child)).actsFor).toEqual([]);
    await expect(endDelegation(await makeViewer(), id)).rejects.toMatchObject(notFound);
    await expect(settleTicket(await makeViewer(), one.ticketId, { body: "" })).rejects.toMatchObject(notFound);
    expect(viewer.actsFor).toHaveLength(1);
  });

  test("and what was begun before one of the two was suspended is not written", async () => {
    const suspended = { suspendedUntil: new Date(Date.now() + 1e6) };
    for (const account of [one.requester, child]) {
      const { viewer } = await grantTo(child, all);
      await prisma.account.update({ where: { id: account.id }, data: suspended });
      await expect(reply(viewer)).rejects.toMatchObject(notFound);
      await prisma.account.update({ where: { id: account.id }, data: { suspendedUntil: null } });
    }
    await reply((await grantTo(child, all)).viewer);
  });

  test("a word under it and its end at the same time: written before, or not at all", async () => {
    for (let round = 0; round < 10; round++) {
      const { id, viewer } = await grantTo(child, all);
      const before = await prisma.response.count({ where: { ticketId: one.ticketId } });
      const [said] = await Promise.allSettled([reply(viewer), endDelegation(one.requester, id)]);
      const after = await prisma.response.count({ where: { ticketId: one.ticketId } });
      expect(after - before).toBe(said?.status === "fulfilled" ? 1 : 0);
    }
  });

  test("the database itself refuses to widen, revive or pass on a grant", async () => {
    const { id } = await grantTo(child);
    const change = (data: object) => transaction((tx) => tx.delegation.update({ where: { id }, data }));
    await expect(change({ scopes: ["reveal"] })).rejects.toThrow();
    await expect(change({ delegateId: one.agent.id })).rejects.toThrow();
    await endDelegation(child, id);
    await expect(change({ endedAt: null })).rejects.toThrow();
  });
});
