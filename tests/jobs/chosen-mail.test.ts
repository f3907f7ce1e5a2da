import type { ActionFunctionArgs } from "@remix-run/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SYSTEM, type Viewer } from "../../app/domain/accounts/viewer.ts";
import { isNight } from "../../app/domain/calendars/night.ts";
import { claimDueMail } from "../../app/domain/notifications/due-mail.server.ts";
import { chooseMail } from "../../app/domain/notifications/mail-choice.server.ts";
import { type Choice, defaultChoice, mailPlan, nextSummary } from "../../app/domain/notifications/mail-pace.ts";
import type { MailSource } from "../../app/domain/notifications/mail-source.ts";
import { markRead } from "../../app/domain/notifications/mark-read.server.ts";
import { unsubscribeUrl } from "../../app/domain/notifications/unsubscribe-link.server.ts";
import { changeSettings } from "../../app/domain/settings/settings.server.ts";
import { defaultSettings } from "../../app/domain/settings/settings.ts";
import { replyToThread } from "../../app/domain/threads/reply-to-thread.server.ts";
import { replyToRequest } from "../../app/domain/tickets/reply-to-request.server.ts";
import { remindRequester } from "../../app/domain/tickets/resolve-unanswered.server.ts";
import { askRequester, respond } from "../../app/domain/tickets/respond.server.ts";
import { lockTicket } from "../../app/domain/tickets/tickets.server.ts";
import { mailSender } from "../../app/jobs/send-mail.server.ts";
import { pool, prisma, transaction } from "../../app/platform/db.server.ts";
import { mailerFor } from "../../app/platform/mailer.server.ts";
import * as page from "../../app/routes/unsubscribe.tsx";
import { mailsTo, noticesTo, runJobs, telling } from "../factories/answers.ts";
import { makeCase, makeThread, makeViewer, seen } from "../factories/tickets.ts";
import { Post, waitForRetry } from "../support/mail-server.ts";

let asker: Viewer;
let helper: Viewer;
let threadId: number;
let post: Post;
let port: number;

beforeEach(async () => {
  // What a test that failed has left is not the next one's to send.
  await pool.query("DELETE FROM graphile_worker._private_jobs");
  [asker, helper] = [await makeViewer(), await makeViewer("customer", "Mia")];
  threadId = (await makeThread(asker)).id;
  await prisma.watch.create({ data: { threadId, accountId: asker.id, reason: "asked" } });
  post = new Post();
  port = await post.open();
});
afterEach(() => post.close());

const reply = (body = "Hold WPS.") => replyToThread(helper, threadId, { body });
const send = () => runJobs({ ...telling, send_mail: mailSender(mailerFor(`smtp://127.0.0.1:${port}`)) });
const choose = (choice: Partial<Choice>) => chooseMail(asker, { ...defaultChoice, ...choice });
const subjects = () => post.mails.map(({ mail }) => mail.subject);
const headerOf = (name: string, at = 0) => post.mails[at]?.mail.headers.find(({ key }) => key === name)?.value ?? "";
const stopUrl = (at = 0) => new URL(headerOf("list-unsubscribe", at).replace(/[<>]/g, ""));

/** What Remix hands to the route for a request as mail programs make it: no cookie, no origin. */
const request = (url: URL, method: "GET" | "POST", body = new URLSearchParams("List-Unsubscribe=One-Click")) => ({
  request: new Request(url, method === "POST" ? { method, body } : {}),
  params: {},
  context: {},
});
const open = (url: URL) => page.loader(request(url, "GET") as ActionFunctionArgs);
const click = (url: URL) => page.action(request(url, "POST") as ActionFunctionArgs);

describe("a mail of a thread", () => {
  test("says what it comes from, hangs together with the others of its thread, and can be ended with one click", async () => {
    await reply();
    await send();
    await reply("Or a new cable.");
    await send();
    const thread = await prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
    expect(headerOf("list-id")).toBe(`<category-${thread.categoryId}.127.0.0.1>`);
    expect(headerOf("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(headerOf("references")).toBe(`<thread-${threadId}@127.0.0.1>`);
    expect(headerOf("references", 1)).toBe(headerOf("references"));
    expect(new Set(post.mails.map(({ mail }) => mail.messageId)).size).toBe(2);
    expect(post.mails[0]?.mail.text).toContain(`Mute this question: ${stopUrl()}`);
  });

  test("opening its link ends nothing; posting to it mutes that thread alone, for that reader alone, signed in or not", async () => {
    const other = await makeThread(asker, { title: "Another" });
    await prisma.watch.create({ data: { threadId: other.id, accountId: asker.id, reason: "asked" } });
    await reply();
    await send();
    expect(await open(stopUrl())).toMatchObject({ of: "thread", title: "Printer forgets Wi-Fi" });
    const muted = () => prisma.watch.findMany({ where: { accountId: asker.id, level: "muted" } });
    expect(await muted()).toEqual([]);
    const done = [await click(stopUrl()), await click(stopUrl())];
    expect(done).toMatchObject([{ before: "watching" }, { before: "muted" }]);
    expect(await muted()).toMatchObject([{ threadId }]);
    await reply("Still there?");
    await replyToThread(helper, other.id, { body: "Hello." });
    await send();
    expect(subjects()).toEqual(["New reply: Printer forgets Wi-Fi", "New reply: Another"]);
  });

  test("puts back what it has ended, as it was: a thread, a category, a group, the summary", async () => {
    const accountId = asker.id;
    const { categoryId } = await prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
    await prisma.watch.updateMany({ where: { threadId, accountId }, data: { level: "tracking" } });
    await prisma.categoryWatch.create({ data: { categoryId, accountId, level: "first_posts" } });
    await chooseMail(asker, { ...defaultChoice, pace: "weekly", off: ["desk"] });
    const state = async () => [
      await prisma.watch.findMany({ where: { accountId }, select: { level: true, reason: true } }),
      await prisma.categoryWatch.findMany({ where: { accountId }, select: { level: true } }),
      await prisma.mailChoice.findMany({ where: { accountId } }),
    ];
    const before = await state();
    const sources: MailSource[] = [
      { kind: "thread", id: threadId },
      { kind: "category", id: categoryId },
      { kind: "group", group: "mentions" },
      { kind: "summary" },
    ];
    for (const source of sources) {
      const url = new URL(await unsubscribeUrl({ accountId, source }));
      const { before: was } = (await click(url)) as { before: string };
      expect(await state()).not.toEqual(before);
      await page.action(request(url, "POST", new URLSearchParams({ undo: was })) as ActionFunctionArgs);
      expect(await state()).toEqual(before);
    }
  });

  test("a link that was changed ends nobody's mail", async () => {
    await reply();
    await send();
    const token = stopUrl().searchParams.get("token") ?? "";
    const changed = [token.replace(String(asker.id), String(helper.id)), token.slice(0, -1), "", `${token}x`];
    for (const one of changed) {
      const url = stopUrl();
      url.searchParams.set("token", one);
      expect(await open(url)).toMatchObject({ of: null, title: "" });
      expect(await click(url)).toEqual({ before: null, isUndone: false });
    }
    expect(await prisma.watch.count({ where: { threadId, level: "muted" } })).toBe(0);
  });

  test("names its thread to nobody who may not see it any more", async () => {
    await reply();
    await send();
    await prisma.thread.update({ where: { id: threadId }, data: { hiddenAt: new Date(), authorId: helper.id } });
    expect(await open(stopUrl())).toMatchObject({ of: null, title: "" });
  });
});

describe("between its making and its sending a mail", () => {
  /** The mail server is away while `meanwhile` happens, then it is back. */
  async function whileAway(meanwhile: () => Promise<unknown>) {
    await post.close();
    await expect(send()).rejects.toThrow("ECONNREFUSED");
    await meanwhile();
    post = new Post();
    await post.open(port);
    await waitForRetry();
    await send();
    return (await mailsTo(asker)).map(({ sentAt, cancelledAt }) => [sentAt !== null, cancelledAt !== null]);
  }

  test("is kept, and sent once when the server is back", async () => {
    await reply();
    expect(await whileAway(async () => {})).toEqual([[true, false]]);
    expect(subjects()).toHaveLength(1);
  });

  test.each([
    ["read on the page", () => markRead(asker, { list: "all", upTo: 2_147_483_647 })],
    ["muted", () => prisma.watch.updateMany({ where: { threadId }, data: { level: "muted" } })],
    ["hidden", () => prisma.post.updateMany({ where: { threadId, position: 2 }, data: { hiddenAt: new Date() } })],
    ["moved to where its reader sees nothing", () => moveToStaff(threadId)],
    ["unwanted", () => choose({ pace: "never" })],
    ["suspended", () => prisma.account.update({ where: { id: asker.id }, data: { suspendedUntil: new Date(4e12) } })],
  ])("is cancelled when what it tells of, or its reader, is %s", async (_what, meanwhile) => {
    await reply();
    expect(await whileAway(meanwhile)).toEqual([[false, true]]);
    expect(post.mails).toEqual([]);
  });
});

async function moveToStaff(id: number) {
  const data = { slug: `m${id}`, name: "S", readableBy: "staff" as const };
  const category = await prisma.category.create({ data });
  await prisma.thread.update({ where: { id }, data: { categoryId: category.id } });
}

describe("somebody who gathers their mail", () => {
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

  test("gets one for all that came within a quarter of an hour, without what they read and what is not theirs to see", async () => {
    await choose({ pace: "batched" });
    const hidden = await reply("Buy my pills.");
    await reply("Hold WPS.");
    const read = await reply("Seen on the page.");
    await reply("Or a new cable.");
    await send();
    expect(post.mails).toEqual([]);
    await prisma.post.update({ where: { id: hidden.id }, data: { hiddenAt: new Date() } });
    await prisma.notification.updateMany({ where: { postId: read.id }, data: { readAt: new Date() } });
    expect(await claimDueMail(later(16))).toBe(true);
    await send();
    expect(subjects()).toEqual(["2 notices from Answerloop"]);
    const text = post.mails[0]?.mail.text ?? "";
    expect(text.match(/Mia replied to/g)).toHaveLength(2);
    expect(text).not.toMatch(/pills|Hold WPS/);
    expect(headerOf("list-id")).toBe("<summary.127.0.0.1>");
    expect(await click(stopUrl())).toMatchObject({ before: expect.any(String) });
    expect(await prisma.mailChoice.findUnique({ where: { accountId: asker.id } })).toMatchObject({ pace: "never" });
  });

  test("is still mailed at once what they wait for", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    await runJobs();
    await chooseMail(requester, { ...defaultChoice, pace: "weekly" });
    await respond(agent, ticketId, { body: "Which firmware?", ...(await seen(ticketId)) });
    await send();
    expect(post.mails.filter(({ to }) => to[0]?.startsWith("customer")).map(({ mail }) => mail.subject)).toContain(
      "Our answer to your request: Printer forgets Wi-Fi",
    );
    expect(await click(stopUrl())).toMatchObject({ before: expect.any(String) });
    expect(await prisma.mailChoice.findUnique({ where: { accountId: requester.id } })).toMatchObject({
      off: ["requests"],
      pace: "weekly",
    });
  });

  /** News of so many threads: what is new in one is one mail. */
  async function repliesIn(threads: number) {
    for (let count = 0; count < threads; count++) {
      const other = await makeThread(asker, { title: `Thread ${count}` });
      await prisma.watch.create({ data: { threadId: other.id, accountId: asker.id, reason: "asked" } });
      await replyToThread(helper, other.id, { body: "Hello." });
    }
  }

  test("over the day's cap they wait for the summary, and nothing is lost", async () => {
    await choose({ dailyCap: 2 });
    await repliesIn(4);
    await send();
    expect(subjects()).toHaveLength(2);
    const waiting = (await noticesTo(asker)).filter(({ mailAt }) => mailAt);
    expect(waiting.map(({ mailAs }) => mailAs)).toEqual(["digest", "digest"]);
    await claimDueMail(later(25 * 60));
    await send();
    expect(subjects()[2]).toBe("2 notices from Answerloop");
  });

  test("two workers at once make each mail once", async () => {
    await repliesIn(3);
    await runJobs({ notify: telling.notify as never });
    await Promise.all([claimDueMail(), claimDueMail(), claimDueMail()]);
    await send();
    expect(subjects()).toHaveLength(3);
  });
});

describe("mail at once, where the site holds it back for five minutes", () => {
  const setWait = (mailWaitMinutes: number) => transaction((tx) => changeSettings(tx, { mailWaitMinutes }));
  const minutesOn = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  beforeEach(() => setWait(5));
  afterEach(() => setWait(0));

  test("waits as long as the settings say, which is five minutes where nobody has said otherwise", async () => {
    expect(defaultSettings.mailWaitMinutes).toBe(5);
    await reply();
    await send();
    expect(post.mails).toEqual([]);
    expect(await claimDueMail(minutesOn(4))).toBe(false);
    expect(await claimDueMail(minutesOn(6))).toBe(true);
    await send();
    expect(subjects()).toEqual(["New reply: Printer forgets Wi-Fi"]);
  });

  test("is not sent of what was read on the page by then", async () => {
    await reply();
    await send();
    await markRead(asker, { list: "all", upTo: 2_147_483_647 });
    await claimDueMail(minutesOn(6));
    await send();
    expect([post.mails, await mailsTo(asker)]).toEqual([[], []]);
  });

  test("is one of all that is new in a thread, with its words, and ends with that thread; another thread has its own", async () => {
    const hidden = await reply("Buy my pills.");
    await reply("Hold WPS.");
    await reply("Or a <b>new</b> cable.");
    const other = await makeThread(asker, { title: "Another" });
    await prisma.watch.create({ data: { threadId: other.id, accountId: asker.id, reason: "asked" } });
    await replyToThread(helper, other.id, { body: "Hello." });
    await send();
    await prisma.notification.updateMany({ where: { postId: hidden.id }, data: { mailAt: new Date() } });
    await claimDueMail();
    await prisma.post.update({ where: { id: hidden.id }, data: { hiddenAt: new Date() } });
    await send();
    expect(subjects()).toEqual(["2 new: Printer forgets Wi-Fi"]);
    const { text = "", html = "" } = post.mails[0]?.mail ?? {};
    for (const words of ["> Hold WPS.", "> Or a <b>new</b> cable.", "because you asked the question"])
      expect(text).toContain(words);
    expect(text).not.toContain("pills");
    expect(html).toContain("Or a &lt;b&gt;new&lt;/b&gt; cable.");
    expect(headerOf("references")).toBe(`<thread-${threadId}@127.0.0.1>`);
    expect(await click(stopUrl())).toMatchObject({ before: "watching" });
    expect(await prisma.watch.findMany({ where: { accountId: asker.id, level: "muted" } })).toMatchObject([
      { threadId },
    ]);
    await claimDueMail(minutesOn(6));
    await send();
    expect(subjects().slice(1)).toEqual(["New reply: Another"]);
  });

  test("does not wait with what staff writes to its requester", async () => {
    const { agent, requester, ticketId } = await makeCase("open");
    await runJobs();
    await respond(agent, ticketId, { body: "Which firmware?", ...(await seen(ticketId)) });
    await send();
    const { email } = await prisma.account.findUniqueOrThrow({ where: { id: requester.id } });
    const sent = post.mails.filter(({ to }) => to[0] === email).map(({ mail }) => mail.subject);
    expect(sent).toContain("Our answer to your request: Printer forgets Wi-Fi");
  });
});

describe("the hour of a summary", () => {
  const at = (choice: Partial<Choice>, zone: string, now: string) =>
    nextSummary({ ...defaultChoice, ...choice }, zone, new Date(now)).toISOString();

  test("is the reader's, in their zone, also when the clocks change", () => {
    expect(at({ pace: "daily", digestHour: 8 }, "Europe/Berlin", "2026-11-22T06:59:59Z")).toBe(
      "2026-11-22T07:00:00.000Z",
    );
    expect(at({ pace: "daily", digestHour: 8 }, "Europe/Berlin", "2026-11-22T07:00:00Z")).toBe(
      "2026-11-23T07:00:00.000Z",
    );
    expect(at({ pace: "daily", digestHour: 2 }, "Europe/Berlin", "2026-03-28T22:00:00Z")).toBe(
      "2026-03-29T01:00:00.000Z",
    );
    expect(at({ pace: "daily", digestHour: 20 }, "Pacific/Auckland", "2026-06-01T09:00:00Z")).toBe(
      "2026-06-02T08:00:00.000Z",
    );
  });

  test("comes on the chosen weekday, within a week", () => {
    // 22 November 2026 is a Sunday.
    expect(at({ pace: "weekly", digestWeekday: 1 }, "UTC", "2026-11-22T12:00:00Z")).toBe("2026-11-23T08:00:00.000Z");
    expect(at({ pace: "weekly", digestWeekday: 0 }, "UTC", "2026-11-22T12:00:00Z")).toBe("2026-11-29T08:00:00.000Z");
  });

  test("nothing is planned of what is only listed, or switched off", () => {
    const now = new Date();
    const plan = (choice: Partial<Choice>, kind: "reply" | "with_staff" | "published", reason: string) =>
      mailPlan({ ...defaultChoice, ...choice }, { kind, reason }, { zone: "UTC", waitMinutes: 0 }, now);
    expect(plan({}, "with_staff", "watching")).toBeNull();
    expect(plan({ pace: "never" }, "reply", "watching")).toBeNull();
    expect(plan({ off: ["answers"] }, "published", "told")).toBeNull();
    expect(plan({ off: ["answers"] }, "published", "asked")).toEqual({ mailAt: now, mailAs: "alone" });
  });
});

describe("what only nudges somebody", () => {
  const at = (kind: "reminder" | "response", zone: string, now: string) =>
    mailPlan(
      defaultChoice,
      { kind, reason: "requester" },
      { zone, waitMinutes: 0 },
      new Date(now),
    )?.mailAt.toISOString();

  test("is mailed when their night is over, in their zone; what they wait for at once", () => {
    const now = "2026-11-22T14:30:00.000Z";
    expect(at("reminder", "Asia/Tokyo", now)).toBe("2026-11-22T23:00:00.000Z");
    expect(at("reminder", "America/Chicago", now)).toBe(now);
    expect(at("response", "Asia/Tokyo", now)).toBe(now);
  });

  /** Where it is night, or day, for an hour to come, whenever this runs. */
  function zoneOf(wanted: "night" | "day") {
    const zones = Array.from({ length: 24 }, (_, hour) => `Etc/GMT${hour < 12 ? `-${hour + 1}` : `+${hour - 11}`}`);
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    return zones.find((zone) => [0, 1].every((hours) => isNight(zone, at(hours)) === (wanted === "night"))) ?? "";
  }

  async function asked(wanted: "night" | "day") {
    const one = await makeCase("open");
    await prisma.account.update({ where: { id: one.requester.id }, data: { timeZone: zoneOf(wanted) } });
    const question = { body: "Which?", waitingFor: "the model", waitingUntil: new Date(Date.now() + 86_400_000) };
    await askRequester(one.agent, one.ticketId, { ...question, ...(await seen(one.ticketId)) });
    return one;
  }
  const remind = (ticketId: number) =>
    transaction(async (tx) => remindRequester(tx, await lockTicket(tx, SYSTEM, ticketId)));
  test("waits for the morning where it is night, and is not sent any more when it is answered by then", async () => {
    const [asleep, awake] = [await asked("night"), await asked("day")];
    for (const { ticketId } of [asleep, awake]) await remind(ticketId);
    await send();
    const reminderOf = ({ requester: { id: accountId } }: { requester: Viewer }, kind = "reminder") =>
      prisma.notification.findFirstOrThrow({ where: { accountId, kind } });
    expect(await reminderOf(awake)).toMatchObject({ mailAt: null, mailId: expect.any(Number) });
    expect(await reminderOf(asleep, "needs_you"), "what they wait for is mailed").toMatchObject({ mailAt: null });
    const { id, mailAt } = await reminderOf(asleep);
    expect(mailAt?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    // Late as it may be: what is to be sent at night waits again.
    await prisma.notification.update({ where: { id }, data: { mailAt: new Date() } });
    await claimDueMail();
    await send();
    const { mailId } = await reminderOf(asleep);
    const mailNow = () => prisma.mail.findUniqueOrThrow({ where: { id: mailId ?? 0 } });
    expect(await mailNow()).toMatchObject({ sentAt: null, cancelledAt: null });
    const { rows } = await pool.query(
      "SELECT run_at > now() AS later FROM graphile_worker._private_jobs WHERE key = $1",
      [`mail:${mailId}`],
    );
    expect(rows).toEqual([{ later: true }]);
    await prisma.account.update({ where: { id: asleep.requester.id }, data: { timeZone: zoneOf("day") } });
    await replyToRequest(asleep.requester, asleep.ticketId, { body: "The X200." });
    await pool.query("UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key = $1", [`mail:${mailId}`]);
    await send();
    expect(await mailNow()).toMatchObject({ sentAt: null, cancelledAt: expect.any(Date) });
  });
});
