import { describe, expect, test } from "vitest";
import { lucia } from "../../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import {
  listNotices,
  markAllRead,
  markSubjectRead,
  NOTICES_A_PAGE,
  openNotice,
} from "../../../app/domain/notifications/notifications.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
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

describe("the list of notifications", () => {
  test("is the viewer's own, newest first, page by page without a gap", async () => {
    const [viewer, other] = [await makeViewer(), await makeViewer()];
    await makeNotices(viewer, NOTICES_A_PAGE + 5);
    await makeNotices(other, 3);
    const first = await listNotices(viewer);
    const second = await listNotices(viewer, first.next ?? undefined);
    const ids = [...first.notices, ...second.notices].map(({ id }) => id);
    expect([first.notices.length, second.notices.length, second.next]).toEqual([NOTICES_A_PAGE, 5, null]);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  });

  test("says who did it and calls the thread as it is called now", async () => {
    const [asker, helper] = [await makeViewer(), await makeViewer("customer", "Mia")];
    const { id } = await makeThread(asker);
    await prisma.watch.create({ data: { threadId: id, accountId: asker.id, reason: "asked" } });
    await replyToThread(helper, id, { body: "Hello." });
    await runJobs();
    await prisma.thread.update({ where: { id }, data: { title: "Renamed" } });
    const { notices } = await listNotices(asker);
    expect(notices).toMatchObject([{ kind: "reply", title: "Renamed", actor: "Mia", isRead: false }]);
  });

  test("tells nothing of what is not the viewer's to see any more", async () => {
    const viewer = await makeViewer();
    const threadId = await makeNotices(viewer, 1);
    const staffOnly = await prisma.category.create({ data: { slug: `n${threadId}`, name: "S", readableBy: "staff" } });
    await prisma.thread.update({ where: { id: threadId }, data: { categoryId: staffOnly.id } });
    expect((await listNotices(viewer)).notices).toMatchObject([{ title: null }]);
  });

  test("leads a requester to their request and the desk to the ticket", async () => {
    const { requester, agent, ticketId } = await makeCase("open");
    await runJobs();
    const paths = async (viewer: Viewer) => {
      const { notices } = await listNotices(viewer);
      return Promise.all(notices.map(({ id }) => openNotice(viewer, id)));
    };
    expect(new Set(await paths(requester))).toEqual(new Set([`/requests/${ticketId}`]));
    expect(new Set(await paths(agent))).toEqual(new Set([`/staff/tickets/${ticketId}`]));
  });

  test("leads to a published answer, and to nobody else's notice", async () => {
    const { requester, agent, slug } = await makeAnswer();
    await runJobs();
    const notice = (await listNotices(requester)).notices.find(({ kind }) => kind === "published");
    expect(await openNotice(requester, notice?.id ?? 0)).toBe(`/answers/${slug}`);
    await expect(openNotice(agent, notice?.id ?? 0)).rejects.toMatchObject({ status: 404 });
  });
});

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
    const [newest] = (await listNotices(viewer)).notices;
    await openNotice(viewer, newest?.id ?? 0);
    expect(await unreadOf(viewer)).toBe(1);
    await markAllRead(viewer);
    expect(await unreadOf(viewer)).toBe(0);
  });
});
