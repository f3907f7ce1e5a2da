import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countBounce, countStopped, stoppedAmong, tryAddressAgain } from "../../app/domain/accounts/bounces.server.ts";
import { lucia, startSession } from "../../app/domain/accounts/sessions.server.ts";
import { type Viewer, visitor } from "../../app/domain/accounts/viewer.ts";
import { queueMail } from "../../app/domain/events/mail.server.ts";
import { askAsGuest } from "../../app/domain/threads/ask-as-guest.server.ts";
import { askInput } from "../../app/domain/threads/input.ts";
import { replyToThread } from "../../app/domain/threads/reply-to-thread.server.ts";
import { mailSecretLink } from "../../app/jobs/mail-secret-link.server.ts";
import { mailSender } from "../../app/jobs/send-mail.server.ts";
import { addressRefusal } from "../../app/platform/address-refusal.ts";
import { pool, prisma, transaction } from "../../app/platform/db.server.ts";
import { mailerFor } from "../../app/platform/mailer.server.ts";
import { mailsTo, noticesTo, runJobs, telling } from "../factories/answers.ts";
import { makeThread, makeViewer } from "../factories/tickets.ts";
import { makeCategory } from "../factories.ts";
import { Post } from "../support/mail-server.ts";

let asker: Viewer;
let helper: Viewer;
let address: string;
let threadId: number;
let post: Post;
let port: number;

beforeEach(async () => {
  await pool.query("DELETE FROM graphile_worker._private_jobs");
  await prisma.bouncedAddress.deleteMany();
  [asker, helper] = [await makeViewer(), await makeViewer()];
  ({ email: address } = (await prisma.account.findUniqueOrThrow({ where: { id: asker.id } })) as { email: string });
  threadId = (await makeThread(asker)).id;
  await prisma.watch.create({ data: { threadId, accountId: asker.id, reason: "asked" } });
  post = new Post();
  port = await post.open();
});
afterEach(() => post.close());

const send = () => {
  const send_mail = mailSender(mailerFor(`smtp://127.0.0.1:${port}`));
  return runJobs({ ...telling, mail_secret_link: mailSecretLink, send_mail });
};
const noMailbox = { at: "rcpt", code: 550, words: "5.1.1 No such mailbox" } as const;
const score = async () => (await prisma.bouncedAddress.findUnique({ where: { address } }))?.score ?? 0;

/** A reply, and its mail to the asker. */
async function reply() {
  await replyToThread(helper, threadId, { body: "Hold WPS." });
  await send();
}

/** What pages are told of somebody's address. */
async function isSaidStopped(accountId = asker.id) {
  const cookie = (await startSession(accountId, null)).split(";")[0] ?? "";
  return (await lucia.validateSession(lucia.readSessionCookie(cookie) ?? "")).user?.isMailStopped;
}

describe("an address that the mail server refuses", () => {
  test("for good twice gets no more mail, is said to its owner, and is tried again when they ask for it", async () => {
    post.refusal = noMailbox;
    await reply();
    expect([await score(), await isSaidStopped()]).toEqual([2, false]);
    await reply();
    expect([await score(), await isSaidStopped(), await countStopped()]).toEqual([4, true, 1]);
    const [mail] = await mailsTo(asker);
    expect(mail).toMatchObject({
      cancelledAt: expect.any(Date),
      lastError: expect.stringContaining("5.1.1"),
      attempts: 1,
    });
    post.refusal = undefined;
    await reply();
    expect([post.mails.length, (await mailsTo(asker)).length]).toEqual([0, 2]);
    expect((await noticesTo(asker)).map(({ mailAt, readAt }) => [mailAt, readAt])).toEqual(Array(3).fill([null, null]));
    await tryAddressAgain(asker.id);
    expect([await score(), await isSaidStopped()]).toEqual([2, false]);
    await reply();
    expect([post.mails.length, await score()], "what is taken forgets").toEqual([1, 0]);
  });

  test("is still tried with what somebody asks for", async () => {
    for (const _ of [1, 2]) await countBounce(address, "permanent");
    const mail = { subject: "123456", text: "123456", html: "123456" };
    await transaction((tx) => queueMail(tx, { accountId: asker.id, to: address, dedupeKey: "sign-in-code:x", mail }));
    await send();
    expect(post.mails.map(({ mail }) => mail.subject)).toEqual(["123456"]);
  });

  test("of a guest, refused for good once, is said to them: they are mailed but one link", async () => {
    const input = askInput.parse({
      title: "Does it hold?",
      body: "It does not hold at all.",
      categoryId: String((await makeCategory()).id),
    });
    const { accountId } = await askAsGuest(visitor(), input, { name: "Guest", email: "nobody@guest.example" });
    expect(await isSaidStopped(accountId)).toBe(false);
    post.refusal = noMailbox;
    await send();
    expect(await isSaidStopped(accountId)).toBe(true);
  });

  test("for now counts one a day, and is tried later", async () => {
    post.refusal = { at: "rcpt", code: 452, words: "4.2.2 Mailbox full" };
    await expect(reply()).rejects.toThrow("452");
    expect((await mailsTo(asker))[0]).toMatchObject({ cancelledAt: null, sentAt: null });
    const day = (days: number) => new Date(Date.now() + days * 86_400_000);
    await countBounce(address, "temporary", day(0.9));
    expect(await score()).toBe(1);
    for (const days of [1.1, 2.2, 3.3]) await countBounce(address, "temporary", day(days));
    expect(await score()).toBe(4);
  });

  test("is forgotten after thirty days", async () => {
    for (const _ of [1, 2]) await countBounce(address, "permanent", new Date(Date.now() - 31 * 86_400_000));
    expect(await stoppedAmong(prisma, [address])).toEqual(new Set());
    expect([await isSaidStopped(), await countStopped()]).toEqual([false, 0]);
    await countBounce(address, "permanent");
    expect(await score()).toBe(2);
  });

  test("is not counted where the mail is refused for what it says, or for who sends it", async () => {
    post.refusal = { at: "data", code: 554, words: "5.7.1 Looks like spam" };
    await expect(reply()).rejects.toThrow("554");
    expect(await score()).toBe(0);
    post.refusal = { at: "data", code: 550, words: "5.2.1 Mailbox disabled" };
    await pool.query("UPDATE graphile_worker._private_jobs SET run_at = now(), last_error = NULL");
    await send();
    expect(await score()).toBe(2);
  });
});

test.each([
  ["RCPT TO", 550, "550 No such user", "permanent"],
  ["RCPT TO", 554, "554 5.7.1 Relay access denied", null],
  ["RCPT TO", 550, "550 relay not permitted", null],
  ["RCPT TO", 550, "550-5.1.1 The account\n550 5.1.1 does not exist", "permanent"],
  ["RCPT TO", 450, "450 4.2.0 Greylisted", "temporary"],
  ["RCPT TO", 451, "451 4.3.0 Temporary lookup failure", null],
  ["DATA", 550, "550 No", null],
  ["MAIL FROM", 550, "550 5.1.8 Bad sender", null],
  ["CONN", undefined, undefined, null],
] as const)("%s answered by %s %s says of the address: %s", (command, responseCode, response, refusal) => {
  expect(addressRefusal(Object.assign(new Error("x"), { command, responseCode, response }))).toBe(refusal);
});
