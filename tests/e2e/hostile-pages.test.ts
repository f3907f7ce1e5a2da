import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSession } from "../../app/domain/accounts/sessions.server.ts";
import type { Viewer } from "../../app/domain/accounts/viewer.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCategory, makeViewer } from "../factories.ts";
import { hostile, sample, sharedTexts } from "../fixtures/hostile.ts";
import { hostileDesk, hostilePeople, hostileTalk, threadsByTheThousand } from "../fixtures/hostile-talk.ts";
import { type WatchedPage, watchedPage } from "../fixtures/hostile-watch.ts";
import { takeErrors } from "../support/browser.ts";
import { startServer, type TestServer } from "../support/server.ts";

const PATIENCE_MS = 300_000;

let server: TestServer;
let people: Viewer[];
let desk: Awaited<ReturnType<typeof hostileDesk>>;
let talk: number[];
let replied: number[];
let texts: string[];

beforeAll(async () => {
  texts = [...new Set([...hostile, ...sharedTexts()])];
  const { id } = await makeCategory({ slug: "hostile", name: hostile[1], description: hostile[5] });
  people = await hostilePeople();
  talk = await hostileTalk(people, id);
  desk = await hostileDesk();
  replied = await threadsByTheThousand(texts, people, id);
  server = await startServer({ databaseUrl: databaseUrl(), env: { DEMO: "1", RATE_LIMIT_FACTOR: "100000" } });
  await jobsAreDone();
  console.info(
    `hostile: ${texts.length} texts in ${await prisma.thread.count()} threads, ${await prisma.post.count()} posts`,
  );
}, PATIENCE_MS);
afterAll(() => server?.stop());

/** Mails and notifications are made by the server's own worker. */
async function jobsAreDone() {
  const due =
    "SELECT count(*)::int AS due FROM graphile_worker._private_jobs WHERE run_at <= now() AND attempts < max_attempts";
  for (let tries = 0; tries < 2_400; tries++) {
    if ((await pool.query<{ due: number }>(due)).rows[0]?.due === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The worker has not come to an end.");
}

/** A page without the policy that would stop what has got in: what runs, runs. */
async function open(viewer: Viewer | null, bypassCSP = true): Promise<WatchedPage> {
  const cookie = viewer ? ((await startSession(viewer.id, "hostile")).split(";")[0] ?? "") : "";
  return watchedPage(server.origin, cookie, { bypassCSP });
}

async function visitAll(viewer: Viewer | null, urls: readonly string[], bypassCSP = true) {
  const watched = await open(viewer, bypassCSP);
  for (const url of urls) await watched.visit(url);
  return watched.findings;
}

const title = ({ page }: WatchedPage) => page.locator("h1").first().textContent();

describe("hostile texts in a browser: nothing runs, nothing is asked of other sites, nothing stands that no text may make", () => {
  test(
    "in lists of threads, each the title of one",
    async () => {
      const watched = await open(null);
      let pages = 0;
      for (let url: string | null = "/categories/hostile"; url; pages++) {
        await watched.visit(url);
        url = await watched.page.evaluate(
          () => document.querySelector('a[href*="after="]')?.getAttribute("href") ?? null,
        );
      }
      expect(watched.findings).toEqual([]);
      expect(pages).toBeGreaterThan(texts.length / 30);
    },
    PATIENCE_MS,
  );

  test(
    "in threads of twenty replies, each once",
    async () => {
      const urls = replied.map((id) => `/threads/${id}?sort=oldest`);
      const half = Math.ceil(urls.length / 2);
      const findings = await Promise.all([
        visitAll(null, urls.slice(0, half)),
        visitAll(people[0] ?? null, urls.slice(half)),
      ]);
      expect(findings.flat()).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    "in what was asked with the forms' own checks, by people of such names; titles read as they were typed",
    async () => {
      const watched = await open(people[3] ?? null);
      for (const id of talk) {
        await watched.visit(`/threads/${id}`);
        const thread = await prisma.thread.findUniqueOrThrow({ where: { id } });
        expect((await title(watched))?.trim()).toBe(thread.title.trim());
      }
      const posts = await prisma.post.findMany({ where: { threadId: { in: talk }, revision: 2 } });
      for (const { id } of sample(posts, 12)) await watched.visit(`/posts/${id}/history`);
      for (const { handle } of await prisma.account.findMany({
        where: { id: { in: people.map(({ id }) => id) } },
        take: 20,
      })) {
        await watched.visit(`/people/${handle}`);
      }
      const own = await prisma.post.findFirstOrThrow({ where: { authorId: people[3]?.id } });
      for (const url of [`/posts/${own.id}/edit`, "/account", "/notifications", "/"]) await watched.visit(url);
      expect(watched.findings).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    "in searches, and what they find",
    async () => {
      const watched = await open(null);
      for (const text of hostile) {
        const q = text.toWellFormed();
        await watched.visit(`/search?${new URLSearchParams({ q })}`);
      }
      await watched.visit("/search?q=alert&solved=%22%3E%3Cscript%3E&category=%3Cscript%3E&after=%3Cscript%3E");
      await watched.visit("/login?redirectTo=javascript:alert(1)&email=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
      await watched.visit('/login/code?email="><script>alert(1)</script>');
      expect(watched.findings).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    "in requests, tickets and answers, for who asked and for staff",
    async () => {
      const requests = desk.tickets.map((number) => `/requests/${number}`);
      expect(await visitAll(desk.requester, ["/requests", requests[0] ?? "", "/notifications"])).toEqual([]);
      const tickets = desk.tickets.map((number) => `/staff/tickets/${number}`);
      const answers = desk.answers.flatMap(({ id, slug }) => [
        `/answers/${encodeURIComponent(slug)}`,
        `/answers/${encodeURIComponent(slug)}/versions/1`,
        `/staff/answers/${id}`,
      ]);
      const lists = ["/staff", "/staff?view=open", "/staff/answers", "/answers", "/notifications"];
      expect(await visitAll(await makeViewer("lead"), [...lists, ...tickets, ...answers])).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    "in mails, as text and as pages",
    async () => {
      const mails = await prisma.mail.findMany({
        orderBy: { id: "asc" },
        select: { id: true, subject: true, to: true },
      });
      expect(mails.length).toBeGreaterThan(50);
      expect(mails.filter(({ subject, to }) => /\p{Cc}/u.test(subject + to))).toEqual([]);
      const urls = sample(mails, 40).map(({ id }) => `/dev/mailbox/${id}`);
      const watched = await open(null);
      await watched.visit("/dev/mailbox");
      for (const url of urls) await watched.visit(url);
      // a mail is styled where it stands: no sheet comes with it
      expect(watched.findings.filter((finding) => !/ style="/.test(finding))).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    "with the policy in force there is nothing for it to stop",
    async () => {
      const urls = [...sample(replied, 15), ...sample(talk, 15)].map((id) => `/threads/${id}`);
      expect(await visitAll(null, ["/categories/hostile", ...urls], false)).toEqual([]);
      expect(await visitAll(await makeViewer("lead"), [`/staff/tickets/${desk.tickets[0]}`], false)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test("the watch is not blind: what gets in is heard of", async () => {
    const watched = await open(null);
    await watched.visit("/");
    await watched.page.evaluate(() => {
      document.body.insertAdjacentHTML(
        "beforeend",
        "<img src=/no onerror=alert(1)><a href='javascript:alert(1)'>x</a>",
      );
      window.setTimeout("window.__xss = 1");
    });
    const heard = () => watched.findings.join("\n");
    await expect.poll(heard, { timeout: 20_000 }).toContain("a script ran");
    await expect.poll(heard, { timeout: 20_000 }).toContain("alert was called");
    takeErrors(watched.page);
  });
});
