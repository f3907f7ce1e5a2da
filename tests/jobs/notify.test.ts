import type { JobHelpers } from "graphile-worker";
import { beforeEach, describe, expect, test } from "vitest";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { joinAffected } from "../../app/domain/threads/join-affected.server.ts";
import { replyToThread } from "../../app/domain/threads/reply-to-thread.server.ts";
import { addNote } from "../../app/domain/tickets/add-note.server.ts";
import { respond } from "../../app/domain/tickets/respond.server.ts";
import { notify } from "../../app/jobs/notify.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { mailsTo, noticesTo, runJobs } from "../factories/answers.ts";
import { makeCase, makeThread, makeViewer, seen } from "../factories/tickets.ts";

/** Runs the job of the newest event of this kind so many times at once, beside the worker's own run. */
async function notifyAgain(kind: string, times: number) {
  const { id } = await prisma.event.findFirstOrThrow({ where: { kind }, orderBy: { id: "desc" } });
  const run = () => notify({ eventId: String(id) }, {} as JobHelpers);
  await Promise.all(Array.from({ length: times }, run));
}

const told = async (viewer: Viewer) => (await noticesTo(viewer)).map(({ kind }) => kind);
const subjects = async (viewer: Viewer) => (await mailsTo(viewer)).map(({ subject }) => subject);
const change = (viewer: Viewer, data: Parameters<typeof prisma.account.update>[0]["data"]) =>
  prisma.account.update({ where: { id: viewer.id }, data });

let asker: Viewer;
let threadId: number;

beforeEach(async () => {
  asker = await makeViewer();
  const thread = await makeThread(asker);
  threadId = thread.id;
  await prisma.watch.create({ data: { threadId, accountId: asker.id, reason: "asked" } });
});

describe("a reply", () => {
  test("tells those who follow the thread once, however often the job runs, and never its author", async () => {
    const [helper, affected] = [await makeViewer(), await makeViewer()];
    await joinAffected(affected, threadId);
    await replyToThread(helper, threadId, { body: "Try **this**, and # that." });
    await notifyAgain("thread.replied", 5);
    await runJobs();
    await notifyAgain("thread.replied", 2);
    for (const viewer of [asker, affected]) {
      expect(await told(viewer)).toEqual(["reply"]);
      expect(await subjects(viewer)).toEqual(["New reply: Printer forgets Wi-Fi"]);
    }
    expect(await told(helper)).toEqual([]);
  });

  test("says who, what and why, and leads to the reply", async () => {
    const helper = await makeViewer("customer", "Mia <b>Helper</b>");
    const { id } = await replyToThread(helper, threadId, { body: "Hold WPS & wait." });
    await runJobs();
    const [mail] = await mailsTo(asker);
    expect(mail?.text).toContain("Mia <b>Helper</b> replied to “Printer forgets Wi-Fi”");
    expect(mail?.text).toContain("> Hold WPS & wait.");
    expect(mail?.text).toContain(`/threads/${threadId}#post-${id}`);
    expect(mail?.text).toContain("because you asked the question");
    expect(mail?.html).toContain("Mia &lt;b&gt;Helper&lt;/b&gt;");
    expect(mail?.html).toContain('<html lang="en">');
  });

  test("tells nobody who has muted the thread", async () => {
    await prisma.watch.updateMany({ where: { threadId }, data: { level: "muted" } });
    await replyToThread(await makeViewer(), threadId, { body: "Hello." });
    await runJobs();
    expect(await told(asker)).toEqual([]);
  });

  test("that is hidden by the time the job runs tells nobody but those who see hidden ones", async () => {
    const staff = await makeViewer("agent_1");
    await prisma.watch.create({ data: { threadId, accountId: staff.id, reason: "chosen" } });
    const { id } = await replyToThread(await makeViewer(), threadId, { body: "Buy my pills." });
    await prisma.post.update({ where: { id }, data: { hiddenAt: new Date() } });
    await runJobs();
    expect([await told(asker), await told(staff)]).toEqual([[], ["reply"]]);
  });

  test("in a category that is not the reader's any more tells them nothing", async () => {
    await replyToThread(await makeViewer(), threadId, { body: "Hello." });
    const staffOnly = await prisma.category.create({ data: { slug: `s${threadId}`, name: "S", readableBy: "staff" } });
    await prisma.thread.update({ where: { id: threadId }, data: { categoryId: staffOnly.id } });
    await runJobs();
    expect([await told(asker), await subjects(asker)]).toEqual([[], []]);
  });

  test("is told to a suspended member in the app, and not by mail", async () => {
    await change(asker, { suspendedUntil: new Date(Date.now() + 3_600_000) });
    await replyToThread(await makeViewer(), threadId, { body: "Hello." });
    await runJobs();
    expect([await told(asker), await subjects(asker)]).toEqual([["reply"], []]);
  });

  test("is told to somebody without an address in the app only", async () => {
    await change(asker, { email: null });
    await replyToThread(await makeViewer(), threadId, { body: "Hello." });
    await runJobs();
    expect([await told(asker), await subjects(asker)]).toEqual([["reply"], []]);
  });

  test("is told in the reader's language", async () => {
    await change(asker, { locale: "de" });
    await replyToThread(await makeViewer("customer", "Mia"), threadId, { body: "Hallo." });
    await runJobs();
    const [mail] = await mailsTo(asker);
    expect(mail?.subject).toBe("Neue Antwort: Printer forgets Wi-Fi");
    expect(mail?.text).toContain("Mia hat in „Printer forgets Wi-Fi“ geantwortet");
    expect(mail?.html).toContain('<html lang="de">');
  });

  test("a title of several lines stays one line in a subject", async () => {
    await prisma.thread.update({ where: { id: threadId }, data: { title: "Hi\r\nBcc: all@example.com\u2028x" } });
    await replyToThread(await makeViewer(), threadId, { body: "Hello." });
    await runJobs();
    expect(await subjects(asker)).toEqual(["New reply: Hi Bcc: all@example.com x"]);
  });

  test("reaches hundreds of followers, each once, though two jobs share them out", async () => {
    const accounts = await prisma.account.createManyAndReturn({
      data: Array.from({ length: 230 }, (_, i) => ({
        name: `f${i}`,
        handle: `f${threadId}-${i}`,
        email: `f${threadId}-${i}@x.example`,
      })),
    });
    await prisma.watch.createMany({
      data: accounts.map(({ id }) => ({ threadId, accountId: id, reason: "chosen" as const })),
    });
    const { id: postId } = await replyToThread(await makeViewer(), threadId, { body: "Hello." });
    await Promise.all([notifyAgain("thread.replied", 2), runJobs()]);
    expect(await prisma.notification.count({ where: { postId } })).toBe(231);
    expect(await prisma.mail.count({ where: { accountId: { in: accounts.map(({ id }) => id) } } })).toBe(230);
  });
});

describe("a ticket", () => {
  const secret = "canary-7f3a";

  test("is unknown to those who only watch or are affected: they hear what the thread's page says", async () => {
    const [watcher, affected] = [await makeViewer(), await makeViewer()];
    const one = await makeCase("read_back");
    await prisma.watch.create({ data: { threadId: one.threadId, accountId: watcher.id, reason: "chosen" } });
    await joinAffected(affected, one.threadId);
    await prisma.ticket.update({ where: { id: one.ticketId }, data: { subject: secret, version: { increment: 1 } } });
    await runJobs();
    const open = await makeCase("open");
    await respond(open.agent, open.ticketId, { body: secret, ...(await seen(open.ticketId)) });
    await addNote(open.agent, open.ticketId, { body: secret });
    await runJobs();
    for (const viewer of [watcher, affected]) {
      const notices = await noticesTo(viewer);
      expect(notices.map(({ kind, ticketId }) => [kind, ticketId])).toEqual([["with_staff", null]]);
      expect(await mailsTo(viewer)).toEqual([]);
    }
  });

  test("its requester reads a response in the mail; a note is told to nobody", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    await runJobs();
    await addNote(agent, ticketId, { body: "canary-of-a-note" });
    await respond(agent, ticketId, { body: "Which firmware is it?", ...(await seen(ticketId)) });
    await runJobs();
    const mail = (await mailsTo(requester)).at(-1);
    expect(mail?.text).toContain("> Which firmware is it?");
    expect(mail?.text).toContain(`/requests/${ticketId}`);
    const mails = await prisma.mail.findMany();
    expect(mails.filter(({ text, html }) => (text + html).includes("canary-of-a-note"))).toEqual([]);
  });

  test("that is spam by the time the job runs is told to nobody", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    await runJobs();
    const before = await told(requester);
    await respond(agent, ticketId, { body: "Hello.", ...(await seen(ticketId)) });
    await prisma.ticket.update({ where: { id: ticketId }, data: { state: "spam", version: { increment: 1 } } });
    await runJobs();
    expect(await told(requester)).toEqual(before);
  });

  test("that nobody has is told to the lead, in the app only", async () => {
    const lead = await makeViewer("lead");
    await makeCase("new");
    await runJobs();
    expect([(await told(lead)).at(-1), await subjects(lead)]).toEqual(["ticket_ready", []]);
  });
});
