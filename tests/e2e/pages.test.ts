import pg from "pg";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { expectNoAxeViolations, openPage } from "../support/browser.ts";
import { allRoutes, urlsOf } from "../support/routes.ts";
import { startServer, type TestServer } from "../support/server.ts";

// Every page of the demo community as the role that has most to see on it, in both themes and at four widths.

const PATIENCE_MS = 400_000;

let server: TestServer;
let addresses: Record<Who, string[]>;

beforeAll(async () => {
  server = await startServer({ databaseUrl: databaseUrl(), env: { DEMO: "1", RATE_LIMIT_FACTOR: "1000" } });
  addresses = await pagesToOpen();
});
afterAll(() => server?.stop());

/** Addresses that answer something else than a page, or a page that another one in the list is. */
const NOT_PAGES = new RegExp(
  `^/(${[
    "\\*",
    "logout",
    "attachments",
    "mentions",
    "staff/promise-findings",
    "previews",
    "robots\\.txt",
    "sitemap.*",
    "feeds/.*",
    ".*/feed",
    "(.*/)?preview\\.png",
    "search/(suggestions|clicks|verdict)",
    "asked/.*",
    "attachments/.*",
    "threads/new/(suggestions|outcome|draft)",
    "admin/synonyms/:id.*",
    "admin/calendar/.*",
    "admin/identifiers/:id.*",
    "staff/surge/.*",
    "staff/macros/modes",
    "staff/deeds.*",
    "staff/readings/.*",
    "staff/policies/.*",
    "support-hours\\.(json|ics)",
    "too-large",
    "preferences",
    "dev/mailbox/:id",
    "notifications/(:id|live)",
    "staff/tickets/:number/(live|presence)",
    "posts/:id",
    "private-values/(findings|:id/.*)",
    "delegations/.*",
  ].join("|")})$`,
);

/** With results, with everything that narrows them, and with nothing found. */
const SEARCHES = [
  "/search?q=wifi",
  "/search?q=wifi+is:solved+category:routers+tag:none+by:vera+before:soon&helped=no",
  "/search?q=zzgrault",
];

async function pagesToOpen() {
  const values = await valuesOfTheDemo();
  const routes = (await allRoutes()).map((route) => route.pattern).filter((pattern) => !NOT_PAGES.test(pattern));
  const urls = routes.flatMap((pattern) => urlsOf(pattern, valuesFor(pattern, values)));
  // A noun's address shows the page it belongs to: once is enough.
  const pages = [...new Set(urls)].filter(
    (url) =>
      !/^\/(threads|posts|requests|staff\/tickets|staff\/answers|staff\/macros|staff\/views|staff\/asked|answers)\/[^/]+\/(?!history|edit|steps|versions)[a-z-]+$/.test(
        url,
      ) || url === "/threads/new",
  );
  const isAdmins = (url: string) => /^\/admin\/(synonyms|calendar|identifiers|goodwill)/.test(url);
  const isDesk = (url: string) => (url.startsWith("/staff") || url.startsWith("/admin")) && !isAdmins(url);
  const isMine = (url: string) =>
    /^\/(requests|account|delegations|notifications|private-values|threads\/new|posts)/.test(url);
  return {
    visitor: [...pages.filter((url) => !isDesk(url) && !isMine(url) && !isAdmins(url)), ...SEARCHES],
    customer: pages.filter((url) => isMine(url) || /^\/threads\/\d+$/.test(url)),
    lead: pages.filter((url) => isDesk(url) || /^\/threads\/\d+$/.test(url)),
    admin: pages.filter(isAdmins),
  };
}

type Values = Record<
  | "thread"
  | "request"
  | "ticket"
  | "post"
  | "answer"
  | "category"
  | "tag"
  | "draft"
  | "macro"
  | "view"
  | "talk"
  | "handle"
  | "private",
  string
>;

/** The demo asks nobody anything among staff. */
const ASK_INSIDE = `
  WITH talk AS (
    INSERT INTO "SideTalk" ("ticketId", "askedById", "askedRole")
    SELECT id, "assigneeId", 'lead' FROM "Ticket" WHERE "assigneeId" IS NOT NULL ORDER BY id LIMIT 1 RETURNING *
  )
  INSERT INTO "Note" ("ticketId", "authorId", markdown, "talkId")
  SELECT "ticketId", "askedById", 'Is the board known to fail?', id FROM talk`;

/** One of each thing, chosen so that its page has everything on it. */
async function valuesOfTheDemo(): Promise<Values> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query(ASK_INSIDE);
  const { rows } = await client.query<Values>(`
    WITH mine AS (SELECT t.*, link."threadId" FROM "Ticket" t JOIN "TicketThread" link ON link."ticketId" = t.id
                  JOIN "Account" a ON a.id = t."requesterId" WHERE a.email LIKE 'vera@%')
    SELECT (SELECT "threadId" FROM mine WHERE state = 'read_back' ORDER BY id LIMIT 1)::text AS thread,
           (SELECT id FROM mine WHERE state = 'read_back' ORDER BY id LIMIT 1)::text AS request,
           (SELECT id FROM mine WHERE state = 'open' ORDER BY id LIMIT 1)::text AS ticket,
           (SELECT p.id FROM "Post" p JOIN "Account" a ON a.id = p."authorId" WHERE a.email LIKE 'vera@%' AND p.position > 1 ORDER BY p.id LIMIT 1)::text AS post,
           (SELECT slug FROM "Answer" WHERE version > 1 ORDER BY id LIMIT 1) AS answer,
           (SELECT "answerId" FROM "AnswerDraft" WHERE state = 'in_review' ORDER BY "answerId" LIMIT 1)::text AS draft,
           (SELECT "macroId" FROM "MacroVersion" WHERE "approvedAt" IS NULL ORDER BY "macroId" LIMIT 1)::text AS macro,
           (SELECT id FROM "TicketView" WHERE "isShared" ORDER BY id LIMIT 1)::text AS view,
           (SELECT id FROM "SideTalk" ORDER BY id LIMIT 1)::text AS talk,
           (SELECT id FROM "PrivateValue" ORDER BY id LIMIT 1)::text AS private,
           (SELECT slug FROM "Category" ORDER BY position LIMIT 1) AS category,
           (SELECT slug FROM "Tag" ORDER BY id LIMIT 1) AS tag,
           (SELECT handle FROM "Account" WHERE email LIKE 'kenji@%') AS handle`);
  await client.end();
  const [values] = rows;
  if (!values || Object.values(values).some((value) => value === null))
    throw new Error(`The demo lacks something: ${JSON.stringify(values)}`);
  return values;
}

function valuesFor(pattern: string, values: Values): Record<string, string[]> {
  const number = pattern.startsWith("/requests")
    ? values.request
    : pattern.startsWith("/staff")
      ? values.ticket
      : values.thread;
  const slug = pattern.startsWith("/answers")
    ? values.answer
    : pattern.startsWith("/tags")
      ? values.tag
      : values.category;
  const id = pattern.startsWith("/staff/answers")
    ? values.draft
    : pattern.startsWith("/staff/macros")
      ? values.macro
      : pattern.startsWith("/staff/views")
        ? values.view
        : pattern.startsWith("/staff/asked")
          ? values.talk
          : pattern.startsWith("/private-values")
            ? values.private
            : values.post;
  return { number: [number], slug: [slug], id: [id], handle: [values.handle], version: ["1"] };
}

const accountOf = { visitor: null, customer: "vera", lead: "ingrid", admin: "tom" } as const;
type Who = keyof typeof accountOf;

async function pageOf(who: Who, options: Parameters<typeof openPage>[0]): Promise<Page> {
  const page = await openPage(options);
  const account = server.accounts.find(({ email }) => email.startsWith(`${accountOf[who]}@`));
  if (!account) return page;
  await page.goto(`${server.origin}/login`);
  await page.fill('form[action="/login"] [name=email]', account.email);
  await page.fill("[name=password]", account.password);
  await Promise.all([page.waitForEvent("load"), page.click('form[action="/login"] button')]);
  return page;
}

const everybody: Who[] = ["visitor", "customer", "lead", "admin"];

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

describe.each(everybody)("every page a %s opens", (who) => {
  test(
    "has nothing axe objects to in both themes, and fits from 320 px to 4K without scrolling sideways",
    async () => {
      // no colour is on its way to another while axe looks at it
      const page = await pageOf(who, { colorScheme: "light", reducedMotion: "reduce" });
      const tooWide: string[] = [];
      for (const url of addresses[who]) {
        await page.emulateMedia({ colorScheme: "light" });
        await page.setViewportSize(DESKTOP);
        const response = await page.goto(server.origin + url);
        expect(response?.status(), url).toBe(200);
        await expectNoAxeViolations(page);
        for (const width of [320, 1280, 2560, 390]) {
          await page.setViewportSize({ ...PHONE, width });
          const over = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          if (over > 0) tooWide.push(`${url} at ${width} by ${over}`);
        }
        await page.emulateMedia({ colorScheme: "dark" });
        await expectNoAxeViolations(page);
      }
      expect(tooWide).toEqual([]);
    },
    PATIENCE_MS,
  );
});
