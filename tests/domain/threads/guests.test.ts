import { beforeEach, describe, expect, test } from "vitest";
import { claimGuest, confirmContact, requireGuestOfKey } from "../../../app/domain/accounts/guests.server.ts";
import { inTheirThread } from "../../../app/domain/accounts/nameless-asker.server.ts";
import { type Viewer, viewerFrom, visitor } from "../../../app/domain/accounts/viewer.ts";
import { askAsGuest, askNameless } from "../../../app/domain/threads/ask-as-guest.server.ts";
import { askThread, isAsked } from "../../../app/domain/threads/ask-thread.server.ts";
import type { AskInput } from "../../../app/domain/threads/input.ts";
import { askInput } from "../../../app/domain/threads/input.ts";
import { markSolution } from "../../../app/domain/threads/mark-solution.server.ts";
import { replyToThread } from "../../../app/domain/threads/reply-to-thread.server.ts";
import { escalateThread } from "../../../app/domain/tickets/escalate-thread.server.ts";
import { mailSecretLink } from "../../../app/jobs/mail-secret-link.server.ts";
import { mailSender } from "../../../app/jobs/send-mail.server.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { runJobs, telling } from "../../factories/answers.ts";
import { makeCategory, makeReply, makeThread, makeViewer } from "../../factories.ts";

let count = 0;

async function question(more: Partial<Record<string, string>> = {}): Promise<AskInput> {
  const categoryId = String((await makeCategory()).id);
  const words = { title: "Kettle sings", body: "All night.", submissionKey: `guest-form-${++count}` };
  return askInput.parse({ ...words, categoryId, ...more });
}

const ask = async (email: string | null = null, input?: AskInput) =>
  askAsGuest(visitor(), input ?? (await question()), { name: "Guest", email });

const viewerOfGuest = async (id: number) => viewerFrom(await prisma.account.findUniqueOrThrow({ where: { id } }));
const jobs = () => runJobs({ ...telling, index: async () => {}, mail_secret_link: mailSecretLink });

describe("asking without an account", () => {
  test("makes a guest who may go on in their thread, and nowhere else", async () => {
    const { id, accountId } = await ask();
    const guest = await viewerOfGuest(accountId);
    const { id: replyId } = await makeReply(await makeViewer(), id);
    await replyToThread(guest, id, { body: "Thank you." });
    await markSolution(guest, replyId);
    expect(await prisma.thread.findUnique({ where: { id } })).toMatchObject({ state: "solved", replyCount: 2 });
    const other = await makeThread(await makeViewer());
    await expect(replyToThread(guest, other.id, { body: "Hello." })).rejects.toMatchObject({ code: "forbidden" });
    const members = await makeCategory({ readableBy: "members" });
    await expect(askThread(guest, await question({ categoryId: String(members.id) }))).rejects.toMatchObject({
      fields: { categoryId: "required" },
    });
  });

  test("knows the form again that has made somebody a guest, when they go back and send it once more", async () => {
    const input = await question();
    const { id, accountId } = await ask(null, input);
    const guest = await viewerOfGuest(accountId);
    expect(await isAsked(guest, input)).toBe(true);
    expect(await askThread(guest, input)).toEqual({ id });
    expect(await isAsked(guest, await question())).toBe(false);
  });

  test("lets the guest turn to staff as any asker", async () => {
    const { id, accountId } = await ask();
    await prisma.thread.update({ where: { id }, data: { createdAt: new Date(0), waitingSince: new Date(0) } });
    const ticket = await escalateThread(await viewerOfGuest(accountId), id, {
      isAccountSpecific: true,
      priority: "normal",
    });
    expect(await prisma.ticket.findFirst({ where: { threads: { some: { threadId: id } } } })).toMatchObject({
      requesterId: accountId,
    });
    expect(ticket).toBeTruthy();
  });

  test("is one thread and one guest for one form, however often it is sent; every sender has a link", async () => {
    const input = await question();
    const before = await prisma.account.count();
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask(null, input)));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(await prisma.account.count()).toBe(before + 1);
    for (const { key, accountId } of asked) expect((await requireGuestOfKey(key)).id).toBe(accountId);
  });

  test("is one thread for a member's form too, sent twenty times at once", async () => {
    const [viewer, input] = [await makeViewer(), await question()];
    const asked = await Promise.all(Array.from({ length: 20 }, () => askThread(viewer, input)));
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    const nameless = await Promise.all(Array.from({ length: 20 }, () => askNameless(viewer, input, "Nobody")));
    expect(new Set(nameless.map(({ id }) => id)).size).toBe(1);
  });

  test("keeps of the secret link its hash alone; a wrong one is not found", async () => {
    const { key, accountId } = await ask();
    const rows = JSON.stringify([
      await prisma.guestKey.findMany({ where: { accountId } }),
      await prisma.thread.findMany({ where: { authorId: accountId } }),
      await prisma.account.findMany({ where: { id: accountId } }),
    ]);
    expect(rows).not.toContain(key);
    for (const wrong of ["", `${key}x`, key.toLowerCase(), "x".repeat(32)])
      await expect(requireGuestOfKey(wrong)).rejects.toMatchObject({ status: 404 });
  });

  test("mails the link, and nothing else until it has been opened; what was sent is forgotten", async () => {
    const { id, accountId } = await ask("kettle@example.org");
    await jobs();
    const mails = () => prisma.mail.findMany({ where: { accountId }, orderBy: { id: "asc" } });
    const [mail, ...others] = await mails();
    const key = /key=([\w-]{32})/.exec(mail?.text ?? "")?.[1] ?? "";
    expect([mail?.to, others, mail?.text.includes("Kettle")]).toEqual(["kettle@example.org", [], false]);
    await makeReply(await makeViewer(), id);
    await jobs();
    expect(await mails()).toHaveLength(1);
    const guest = await requireGuestOfKey(key);
    expect(guest).toMatchObject({ id: accountId, isMailed: true });
    await confirmContact(guest.id);
    await makeReply(await makeViewer(), id, "Descale it.");
    await jobs();
    expect((await mails())[1]?.text).toContain("Descale it.");
    await mailSender(async () => {})({ mailId: mail?.id }, {} as never);
    expect((await mails())[0]).toMatchObject({ text: "", html: "", sentAt: expect.any(Date) });
  });

  test("can be claimed once: then the question is the account's, and the link opens nothing", async () => {
    const { id, key } = await ask();
    const viewer = await makeViewer();
    await claimGuest(viewer, key);
    await expect(claimGuest(await makeViewer(), key)).rejects.toMatchObject({ status: 404 });
    const here = await inTheirThread(viewer, `/threads/${id}/replies`);
    expect(here).toMatchObject({ kind: "member", name: "Guest", ownerId: viewer.id });
    await replyToThread(here, id, { body: "It still sings." });
  });
});

describe("asking without a name", () => {
  let owner: Viewer;
  let id: number;
  beforeEach(async () => {
    owner = await makeViewer("agent_2", { name: "Zenobia Quill" });
    id = (await askNameless(owner, await question(), "Nobody")).id;
  });

  test("leaves no trace of who asked beside the thread, and makes them its asker wherever they act in it", async () => {
    const post = await prisma.post.findFirstOrThrow({ where: { threadId: id } });
    const places = [`/threads/${id}`, `/threads/${id}/replies`, `/posts/${post.id}/edit`];
    for (const place of places) {
      const here = await inTheirThread(owner, place);
      expect(here).toMatchObject({ kind: "member", role: "customer", name: "Nobody", ownerId: owner.id });
    }
    expect(await inTheirThread(owner, "/threads/new")).toBe(owner);
    expect(await inTheirThread(await makeViewer("admin"), `/threads/${id}`)).toMatchObject({ ownerId: null });
    await replyToThread(await inTheirThread(owner, places[1] ?? ""), id, { body: "More." });
    const rows = await Promise.all([
      prisma.thread.findMany({ where: { id } }),
      prisma.post.findMany({ where: { threadId: id } }),
      prisma.event.findMany({ where: { threadId: id } }),
      prisma.watch.findMany({ where: { threadId: id } }),
    ]);
    const ids = rows.flat().flatMap((row) => Object.entries(row));
    const whose = ids.filter(([name]) => /^(authorId|actorId|accountId)$/.test(name)).map(([, value]) => value);
    expect(whose.length).toBeGreaterThan(4);
    expect(whose).not.toContain(owner.id);
    expect(rows[1].map(({ isStaff }) => isStaff)).toEqual([false, false]);
  });

  test("tells the owner of replies, in their own notifications and mail, and nobody who it is", async () => {
    const { id: replyId } = await makeReply(await makeViewer(), id, "Tighten the lid.");
    await jobs();
    const told = await prisma.notification.findMany({ where: { postId: replyId } });
    expect(told.map(({ accountId }) => accountId)).toEqual([owner.id]);
    expect(await prisma.mail.findFirst({ where: { accountId: owner.id } })).toMatchObject({
      text: expect.stringContaining("Tighten the lid."),
    });
  });

  test("is not for a category of staff's own", async () => {
    const staff = await makeCategory({ readableBy: "staff" });
    const input = await question({ categoryId: String(staff.id) });
    await expect(askNameless(owner, input, "Nobody")).rejects.toMatchObject({
      fields: { anonymous: "not_nameless_here" },
    });
  });
});
