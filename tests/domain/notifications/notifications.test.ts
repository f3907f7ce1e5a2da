import { describe, expect, test } from "vitest";
import { lucia } from "../../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import { listInboxGroups } from "../../../app/domain/notifications/inbox.server.ts";
import { GROUPS_A_PAGE, type InboxList } from "../../../app/domain/notifications/inbox.ts";
import { markRead, markSubjectRead, markUnread, undoRead } from "../../../app/domain/notifications/mark-read.server.ts";
import { openNotice } from "../../../app/domain/notifications/notifications.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { pool, prisma } from "../../../app/platform/db.server.ts";
import { makeAnswer, runJobs } from "../../factories/answers.ts";
import { makeCase, makeThread, makeViewer } from "../../factories/tickets.ts";

/** So many notices of replies to one thread, as the job would leave them. */
async function makeNotices(viewer: Viewer, count: number) {
  const { id: threadId } = await makeThread(viewer);
  const last = await prisma.notification.aggregate({ _max: { eventId: true } });
  const from = (last._max.eventId ?? 0n) + 1_000n;
  await prisma.notification.createMany({
    data: Array.from({ length: count }, (_, i) => ({
      accountId: viewer.id,
      kind: "reply",
      eventId: from + BigInt(i),
      threadId,
      data: {},
    })),
  });
  return threadId;
}

/** One notice a thread, of so many threads. */
async function makeNoticesOfThreads(viewer: Viewer, count: number) {
  for (let made = 0; made < count; made++) await makeNotices(viewer, 1);
}

const groupsOf = async (viewer: Viewer, list?: InboxList) => (await listInboxGroups(viewer, list)).groups;
const newestOf = async (viewer: Viewer) => (await groupsOf(viewer)).flatMap(({ notices }) => notices)[0];

describe("the inbox", () => {
  test("is the viewer's own, by what it is about, the newest first, page by page without a gap", async () => {
    const [viewer, other] = [await makeViewer(), await makeViewer()];
    const first = await makeNotices(viewer, 12);
    await makeNoticesOfThreads(viewer, GROUPS_A_PAGE);
    await makeNotices(other, 3);
    await makeMore(viewer, first);
    const [page, rest] = await pagesOf(viewer);
    expect([page?.length, rest?.length]).toEqual([GROUPS_A_PAGE, 1]);
    expect(page?.[0]).toMatchObject({ about: `thread-${first}`, unread: 13 });
    expect(page?.[0]?.notices).toHaveLength(10);
    const ids = [...(page ?? []), ...(rest ?? [])].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    expect(await groupsOf(await makeViewer())).toEqual([]);
  });

  async function pagesOf(viewer: Viewer) {
    const { groups, next } = await listInboxGroups(viewer);
    const more = await listInboxGroups(viewer, "all", next ?? 1);
    expect(more.next).toBeNull();
    return [groups, more.groups];
  }

  test("has a list for what is unread, mentions, one's questions, cases, and questions one was called to", async () => {
    const viewer = await makeViewer();
    const { requester, ticketId } = await makeCase("open");
    const thread = await makeNotices(viewer, 5);
    const kinds = ["mention", "helper", "reply", "reply"];
    const ids = (await groupsOf(viewer))[0]?.notices.map(({ id }) => id) ?? [];
    for (const [index, kind] of kinds.entries())
      await prisma.notification.update({
        where: { id: ids[index] },
        data: { kind, reason: index === 2 ? "asked" : "watching", readAt: index === 3 ? new Date() : null },
      });
    const shown = async (list: InboxList) => (await groupsOf(viewer, list)).flatMap(({ notices }) => notices);
    const counts = await Promise.all((["all", "unread", "mentions", "mine", "routing", "cases"] as const).map(shown));
    expect(counts.map(({ length }) => length)).toEqual([5, 4, 1, 1, 1, 0]);
    await runJobs();
    const cases = await groupsOf(requester, "cases");
    expect(cases.map(({ about }) => about)).toEqual([`case-${ticketId}`]);
    expect(thread).toBeGreaterThan(0);
  });

  test("says who did it and calls the thread as it is called now", async () => {
    const [asker, helper] = [await makeViewer(), await makeViewer("customer", "Mia")];
    const { id } = await makeThread(asker);
    await prisma.watch.create({ data: { threadId: id, accountId: asker.id, reason: "asked" } });
    await replyToThread(helper, id, { body: "Hello." });
    await runJobs();
    await prisma.thread.update({ where: { id }, data: { title: "Renamed" } });
    expect(await groupsOf(asker)).toMatchObject([
      { title: "Renamed", unread: 1, notices: [{ kind: "reply", actor: "Mia", isRead: false }] },
    ]);
  });

  test("tells nothing of what is not the viewer's to see any more, nor counts what is hidden", async () => {
    const [viewer, helper] = [await makeViewer(), await makeViewer()];
    const threadId = await makeNotices(viewer, 3);
    const hidden = await replyToThread(helper, threadId, { body: "Hello." });
    await prisma.post.update({ where: { id: hidden.id }, data: { hiddenAt: new Date() } });
    const newest = await newestOf(viewer);
    await prisma.notification.update({ where: { id: newest?.id ?? 0 }, data: { postId: hidden.id } });
    expect(await groupsOf(viewer)).toMatchObject([{ unread: 2, notices: [{}, {}] }]);
    const staffOnly = await prisma.category.create({ data: { slug: `n${threadId}`, name: "S", readableBy: "staff" } });
    await prisma.thread.update({ where: { id: threadId }, data: { categoryId: staffOnly.id } });
    expect(await groupsOf(viewer)).toMatchObject([{ title: null, notices: [] }]);
  });

  test("leads a requester to their request and the desk to the ticket", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    await runJobs();
    const paths = async (viewer: Viewer) => {
      const notices = (await groupsOf(viewer, "cases")).flatMap((group) => group.notices);
      return Promise.all(notices.map(({ id }) => openNotice(viewer, id)));
    };
    expect(new Set(await paths(requester))).toEqual(new Set([`/requests/${ticketId}`]));
    expect(new Set(await paths(agent))).toEqual(new Set([`/staff/tickets/${ticketId}`]));
  });

  test("leads to a published answer, and to nobody else's notice", async () => {
    const { requester, agent, slug } = await makeAnswer();
    await runJobs();
    const all = (await groupsOf(requester)).flatMap(({ notices }) => notices);
    const notice = all.find(({ kind }) => kind === "published");
    expect(await openNotice(requester, notice?.id ?? 0)).toBe(`/answers/${slug}`);
    await expect(openNotice(agent, notice?.id ?? 0)).rejects.toMatchObject({ status: 404 });
  });

  test("reads ten thousand by its indexes: of as many threads, or all of one", async () => {
    const viewer = await makeViewer();
    const { id: threadId } = await makeThread(viewer);
    await pool.query(`INSERT INTO "Notification" ("accountId", kind, "eventId", "threadId", data)
      SELECT ${viewer.id}, 'reply', 5000000 + i, ${threadId} + i % 5000, '{}' FROM generate_series(1, 10000) AS i`);
    await pool.query(`INSERT INTO "Notification" ("accountId", kind, "eventId", "threadId", data)
      SELECT ${viewer.id}, 'reply', 6000000 + i, ${threadId}, '{}' FROM generate_series(1, 10000) AS i`);
    await pool.query(`ANALYZE "Notification"`);
    const { groups, next } = await listInboxGroups(viewer);
    expect(groups[0]).toMatchObject({ about: `thread-${threadId}`, unread: 100 });
    const began = performance.now();
    await listInboxGroups(viewer);
    await listInboxGroups(viewer, "all", next ?? 0);
    await listInboxGroups(viewer, "mentions");
    console.log(`inbox of 20,000: three pages in ${Math.round(performance.now() - began)} ms`);
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(await markRead(viewer, { list: "all", upTo: 2_147_483_647 })).not.toBeNull();
    expect(await unreadOf(viewer)).toBe(0);
  });
});

/** One more of this thread. */
async function makeMore({ id: accountId }: Viewer, threadId: number) {
  const last = await prisma.notification.aggregate({ _max: { eventId: true } });
  const eventId = (last._max.eventId ?? 0n) + 1n;
  await prisma.notification.create({ data: { accountId, kind: "reply", eventId, threadId, data: {} } });
}

/** As every page of theirs counts them. */
async function unreadOf({ id }: Viewer) {
  const session = await lucia.createSession(id, { userAgent: null });
  return (await lucia.validateSession(session.id)).user?.unread;
}

describe("unread notifications", () => {
  test("are counted no further than one more than is shown", async () => {
    const viewer = await makeViewer();
    expect(await unreadOf(viewer)).toBe(0);
    await makeNotices(viewer, 3);
    expect(await unreadOf(viewer)).toBe(3);
    await makeNotices(viewer, 200);
    expect(await unreadOf(viewer)).toBe(100);
  });

  test("become read when looked at, with the subject that is looked at, or all at once", async () => {
    const viewer = await makeViewer();
    const first = await makeNotices(viewer, 3);
    await makeNotices(viewer, 2);
    await markSubjectRead(viewer, { threadId: first });
    expect(await unreadOf(viewer)).toBe(2);
    await openNotice(viewer, (await newestOf(viewer))?.id ?? 0);
    expect(await unreadOf(viewer)).toBe(1);
    await markRead(viewer, { list: "all", upTo: 2_147_483_647 });
    expect(await unreadOf(viewer)).toBe(0);
  });

  test("are marked one, a group or all of what was shown, and had back: nobody else's", async () => {
    const [viewer, other] = [await makeViewer(), await makeViewer()];
    const first = await makeNotices(viewer, 3);
    await makeNotices(viewer, 2);
    const [newest, older] = await groupsOf(viewer);
    const upTo = older?.id ?? 0;
    await makeMore(viewer, first);
    await markRead(viewer, { about: `thread-${first}`, upTo });
    expect(await unreadOf(viewer)).toBe(3);
    await markUnread(viewer, upTo);
    expect(await unreadOf(viewer)).toBe(4);
    const readAt = await markRead(viewer, { list: "unread", upTo: newest?.id ?? 0 });
    expect(await unreadOf(viewer)).toBe(1);
    await undoRead(other, readAt ?? new Date());
    await markUnread(other, upTo);
    expect(await unreadOf(viewer)).toBe(1);
    await undoRead(viewer, readAt ?? new Date());
    expect(await unreadOf(viewer)).toBe(4);
    expect(await markRead(other, { about: `thread-${first}`, upTo: 2_147_483_647 })).toBeNull();
  });
});
