import type { Email } from "postal-mime";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { markSolution } from "../../app/domain/threads/mark-solution.server.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCategory, makeReply, makeThread, makeViewer } from "../factories.ts";
import { expectNoAxeViolations, openPage } from "../support/browser.ts";
import { Post } from "../support/mail-server.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { pageOf } from "../support/signed-in.ts";

// An expert is called to a question quietly, and solves it; and whoever is mailed makes it stop with one click. The server
// mails to a real SMTP server: what the tests read is what has arrived there.

const post = new Post();
let server: TestServer;
let asker: Viewer;
let kenji: Viewer;
let other: Viewer;
let categoryId: string;

beforeAll(async () => {
  const timeZone = whereItIsNoon();
  [asker, kenji, other] = await Promise.all([
    makeViewer("customer", { timeZone, name: "Amina" }),
    makeViewer("expert", { timeZone, name: "Kenji" }),
    makeViewer("expert", { timeZone }),
  ]);
  await prisma.mailChoice.create({ data: { accountId: other.id, pace: "batched" } });
  categoryId = String((await makeCategory()).id);
  for (const helper of [kenji, kenji, other]) {
    const { id } = await makeThread(asker, { categoryId, title: "Projector shows green" });
    await markSolution(asker, (await makeReply(helper, id)).id);
  }
  await pool.query(`TRUNCATE graphile_worker._private_jobs`); // what followed from all that is no part of this
  const env = { RATE_LIMIT_FACTOR: "100", SMTP_URL: `smtp://127.0.0.1:${await post.open()}` };
  server = await startServer({ databaseUrl: databaseUrl(), env });
});
afterAll(async () => {
  await server?.stop();
  await post.close();
});

/** Where nobody is left alone because it is night. */
function whereItIsNoon() {
  const hours = 12 - new Date().getUTCHours();
  return `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}

/** The job that runs every five minutes, now. */
const runJob = (name: string) => pool.query(`SELECT graphile_worker.add_job($1)`, [name]);

const mailsTo = async ({ id }: Viewer) => {
  const { email } = await prisma.account.findUniqueOrThrow({ where: { id } });
  return post.mails.filter(({ to }) => to[0] === email).map(({ mail }) => mail);
};

/** Until one has arrived that begins so. */
const mailTo = (viewer: Viewer, subject: string): Promise<Email> =>
  vi.waitFor(
    async () => {
      const found = (await mailsTo(viewer)).find((mail) => mail.subject?.startsWith(subject));
      if (!found) throw new Error(`No mail ${subject}`);
      return found;
    },
    { timeout: 60_000, interval: 50 },
  );

const headerOf = (mail: Email, name: string) => mail.headers.find(({ key }) => key === name)?.value ?? "";

/** Links name the address that people use; the server of this test has it elsewhere. */
const here = (url: string) => url.replace(/^https?:\/\/[^/]+/, server.origin);

test("a question nobody answered is told to a few who may know; one solves it, and the others are called no more", async () => {
  const { id } = await makeThread(asker, { categoryId, title: "Projector shows pink" });
  await prisma.thread.update({ where: { id }, data: { waitingSince: new Date(Date.now() - 600_000) } });
  await runJob("route_questions");
  const mail = await mailTo(kenji, "You may know this: Projector shows pink");
  expect(mail.text).toContain("because you solved 2 questions");
  expect(await mailsTo(asker)).toEqual([]);

  const [expert, waiting] = await Promise.all([pageOf(kenji, server.origin), pageOf(other, server.origin)]);
  await waiting.goto(`${server.origin}/account`);
  const bellOf = (page: typeof expert, says: string) => page.getByRole("link", { name: says, exact: true }).waitFor();
  await bellOf(waiting, "Notifications, 1 unread");
  await expert.goto(`${server.origin}/notifications?view=routing`);
  await expert.getByRole("link", { name: /You may know the answer: “Projector shows pink”/ }).click();
  await expert.getByLabel("Your reply").fill("Change the lamp's blue filter.");
  await expert.getByRole("button", { name: "Send reply" }).click();
  await expert.getByText("Change the lamp's blue filter.").waitFor();
  await bellOf(expert, "Notifications");
  await expert.goto(`${server.origin}/account`); // what one sees happen on an open page is not mailed

  const own = await pageOf(asker, server.origin);
  await own.goto(`${server.origin}/notifications?view=mine`);
  await own.getByRole("link", { name: /Kenji replied to “Projector shows pink”/ }).click();
  await own.getByRole("button", { name: "This solved it" }).click();
  await own.locator(".page-lead").getByText("Solved").waitFor();
  await mailTo(kenji, "Your reply solved it");

  await bellOf(waiting, "Notifications"); // the call is withdrawn, and what would have been mailed with it
  await pool.query(`UPDATE "Notification" SET "mailAt" = now() WHERE "mailAt" IS NOT NULL`);
  await runJob("mail_notices");
  await expect.poll(() => prisma.notification.count({ where: { mailAt: { not: null } } })).toBe(0);
  expect(await mailsTo(other)).toEqual([]);
});

test("one click in a mail ends it: by the mail program, and on a page without signing in, where it can be undone", async () => {
  const { id } = await makeThread(asker, { categoryId, title: "Projector hums" });
  const watchOf = async () => (await prisma.watch.findFirst({ where: { threadId: id, accountId: asker.id } }))?.level;
  await makeReply(kenji, id, "Is the fan clean?");
  const mail = await mailTo(asker, "New reply: Projector hums");
  expect(headerOf(mail, "list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  const url = here(headerOf(mail, "list-unsubscribe").replace(/[<>]/g, ""));

  const page = await openPage();
  await page.goto(url); // as a scanner does, too: nothing ends by it
  expect(await watchOf()).toBe("watching");
  await expectNoAxeViolations(page);
  await page.getByRole("button", { name: "Stop these mails" }).click();
  await page.getByText("Done. You get no more of it.").waitFor();
  expect(await watchOf()).toBe("muted");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("You get these mails again.").waitFor();
  expect(await watchOf()).toBe("watching");

  const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
  const answer = await fetch(url, { method: "POST", body, redirect: "manual" });
  expect(answer.status).toBe(200);
  expect(await watchOf()).toBe("muted");
  await makeReply(kenji, id, "Or the bearing?");
  await makeReply(kenji, (await makeThread(asker, { categoryId, title: "Projector dims" })).id);
  await mailTo(asker, "New reply: Projector dims"); // by then the other would have come
  expect((await mailsTo(asker)).filter(({ subject }) => subject?.includes("hums"))).toHaveLength(1);
});
