import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../../../app/domain/accounts/viewer.ts";
import {
  COUNTS,
  inboxQuery,
  listInbox,
  savedCountsQuery,
  savedQuery,
} from "../../../app/domain/tickets/inbox.server.ts";
import { INBOX_VIEWS, type InboxView } from "../../../app/domain/tickets/inbox.ts";
import { listRequests } from "../../../app/domain/tickets/requests.server.ts";
import { EVERYTHING, type ViewFilter } from "../../../app/domain/tickets/view.ts";
import { createView } from "../../../app/domain/tickets/views.server.ts";
import type { Priority, TicketState } from "../../../app/generated/prisma/enums.ts";
import { pool, prisma } from "../../../app/platform/db.server.ts";
import { NotFound } from "../../../app/platform/errors.ts";
import { makeViewer } from "../../factories/tickets.ts";

let agent: Viewer;
let requester: Viewer;
let categoryId: number;

const hour = (hours: number) => new Date(Date.UTC(2030, 0, 1, hours));

interface Row {
  subject: string;
  state: TicketState;
  priority?: Priority;
  dueAt?: Date;
  isMine?: boolean;
}

const rows: Row[] = [
  { subject: "due second", state: "new", dueAt: hour(2) },
  { subject: "due first", state: "open", dueAt: hour(1), isMine: true },
  { subject: "no due time", state: "open", isMine: true },
  { subject: "urgent, due last", state: "new", priority: "urgent", dueAt: hour(9) },
  { subject: "same due, older", state: "returned", dueAt: hour(3) },
  { subject: "same due, newer", state: "new", dueAt: hour(3) },
  { subject: "being read", state: "read_back", dueAt: hour(4) },
  { subject: "waiting", state: "waiting_on_requester", isMine: true },
  { subject: "resolved", state: "resolved", isMine: true },
  { subject: "closed", state: "closed", isMine: true },
  { subject: "spam", state: "spam" },
];

beforeAll(async () => {
  [agent, requester] = [await makeViewer("agent_1"), await makeViewer("customer")];
  categoryId = (await prisma.category.create({ data: { slug: "inbox", name: "Inbox" } })).id;
  for (const { isMine, ...row } of rows) {
    const data = { ...row, trigger: "staff" as const, requesterId: requester.id, categoryId };
    await prisma.ticket.create({ data: { ...data, assigneeId: isMine ? agent.id : null } });
  }
});

const subjects = async (view: InboxView, viewer = agent) =>
  (await listInbox(viewer, view, null)).rows.map(({ subject }) => subject);

describe("views", () => {
  test("show urgent first, then the next due, then the longest wait", async () => {
    expect(await subjects("open")).toEqual([
      "urgent, due last",
      "due first",
      "due second",
      "same due, older",
      "same due, newer",
      "being read",
      "no due time",
    ]);
    expect(await subjects("mine")).toEqual(["due first", "no due time", "waiting"]);
    expect(await subjects("unassigned")).toEqual([
      "urgent, due last",
      "due second",
      "same due, older",
      "same due, newer",
    ]);
    expect(await subjects("waiting")).toEqual(["waiting"]);
  });

  test("count what they show", async () => {
    const { counts } = await listInbox(agent, "mine", null);
    for (const view of INBOX_VIEWS) expect((await subjects(view)).length, view).toBe(counts[view]);
  });

  test("are for the desk only", async () => {
    for (const role of ["customer", "expert", "technician", "dispatcher", "admin"] as const) {
      await expect(listInbox(await makeViewer(role), "open", null), role).rejects.toThrow(NotFound);
    }
    expect(await subjects("mine", await makeViewer("lead"))).toEqual([]);
  });
});

describe("with many tickets", () => {
  const MANY = 50_000;

  beforeAll(async () => {
    // Past the triggers that index each of them for the search.
    await pool.query(
      `BEGIN; SET LOCAL session_replication_role = replica;
       INSERT INTO "Ticket" (subject, state, trigger, priority, "requesterId", "assigneeId", "categoryId", "dueAt")
       SELECT 'many ' || n, (ARRAY['new', 'open', 'waiting_on_requester', 'closed', 'closed', 'closed'])[1 + n % 6]::"TicketState",
              'staff', (CASE WHEN n % 97 = 0 THEN 'urgent' ELSE 'normal' END)::"Priority", ${requester.id},
              CASE WHEN n % 6 = 0 OR n % 3 = 1 THEN NULL ELSE ${agent.id} END, ${categoryId},
              CASE WHEN n % 11 = 0 THEN NULL ELSE timestamptz '2030-01-02' + (n * 37 % 1000) * interval '1 minute' END
       FROM generate_series(1, ${MANY}) n; COMMIT`,
    );
    await pool.query(`VACUUM ANALYZE "Ticket"`);
  }, 60_000);

  test("pages follow each other without a gap or a repetition", async () => {
    const seen = new Set<number>();
    let last: string | null = null;
    for (let page = 0; page < 12; page++) {
      const { rows, next } = await listInbox(agent, "unassigned", last);
      for (const { number } of rows) {
        expect(seen.has(number)).toBe(false);
        seen.add(number);
      }
      last = next;
    }
    const first = await prisma.$queryRaw<{ id: number }[]>`
      SELECT id FROM "Ticket" WHERE "assigneeId" IS NULL AND state IN ('new', 'open', 'returned')
      ORDER BY priority <> 'urgent', "dueAt" NULLS LAST, id LIMIT 300`;
    expect([...seen]).toEqual(first.map(({ id }) => id));
  });

  test.each(INBOX_VIEWS.filter((view) => view !== "snoozed"))(
    "%s is read from an index in its order, wherever the page begins",
    async (view) => {
      for (const place of [`false, '-infinity', 0`, `true, '2030-01-02T08:00Z', 500`]) {
        const sql = inboxQuery(view).replaceAll("$1", String(agent.id));
        const [, late, due, id] = /^(\w+), '([^']+)', (\d+)$/.exec(place) ?? [];
        const explained = sql.replace("$2", String(late)).replace("$3", `'${due}'`).replace("$4", String(id));
        const { rows } = await pool.query<{ "QUERY PLAN": string }>(`EXPLAIN ${explained}`);
        const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
        expect(plan).toMatch(/Index Scan using "Ticket_desk_/);
        expect(plan).not.toMatch(/Seq Scan on "Ticket"/);
      }
    },
  );

  test("no count reads the whole table", async () => {
    const { rows } = await pool.query<{ "QUERY PLAN": string }>(`EXPLAIN ${COUNTS.replaceAll("$1", String(agent.id))}`);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).not.toMatch(/Seq Scan/);
  });

  // Filters that fit many, few and none; a view of each is beside the inbox in the test of its speed.
  const filters: Partial<ViewFilter>[] = [
    {},
    { states: ["waiting_on_requester"] },
    { priorities: ["low"] },
    { priorities: ["urgent"], due: "overdue" },
    { assignee: "me" },
    { assignee: "nobody", waitingOn: "staff" },
    { level: "2" },
    { categoryId: 2_000_000 },
    { due: "none" },
    { due: "today", priorities: ["high"] },
    { unread: "new" },
    { unread: "changed" },
  ];
  const planOf = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await pool.query<{ "QUERY PLAN": string }>({ text: `EXPLAIN ${text}`, values });
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  };

  test.each(filters)("a saved view of %j reads no whole table, and neither does its count", async (filter) => {
    const view = { filter: { ...EVERYTHING, ...filter } };
    const plan = await planOf(savedQuery(agent, view, null));
    expect(plan).toMatch(/Index (Only )?Scan|Bitmap Index Scan/);
    expect(plan).not.toMatch(/Seq Scan on "Ticket"/);
    expect(await planOf(savedCountsQuery(agent, [view]))).not.toMatch(/Seq Scan on "Ticket"/);
  });

  test("what was put away is found by who did", async () => {
    const { rows } = await pool.query<{ "QUERY PLAN": string }>(
      `EXPLAIN ${inboxQuery("snoozed").replaceAll("$1", String(agent.id)).replace("$2", "false").replace("$3", "'-infinity'").replace("$4", "0")}`,
    );
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).not.toMatch(/Seq Scan on "Ticket"/);
  });

  test("counting stops at a thousand", async () => {
    const { counts } = await listInbox(agent, "open", null);
    expect(counts.open).toBe(1_000);
  });

  test("an inbox with a dozen views opens in well under a tenth of a second", async () => {
    for (const [index, filter] of filters.entries()) {
      await createView(agent, { name: `view ${index}`, isShared: false, filter: { ...EVERYTHING, ...filter } });
    }
    await pool.query(
      `INSERT INTO "TicketLook" ("accountId", "ticketId", version)
       SELECT ${agent.id}, id, 1 FROM "Ticket" WHERE id % 25 = 0 ON CONFLICT DO NOTHING`,
    );
    await pool.query(`VACUUM ANALYZE "TicketLook"`);
    await listInbox(agent, "open", null);
    const times: number[] = [];
    for (let run = 0; run < 9; run++) {
      const began = performance.now();
      await listInbox(agent, "open", null);
      times.push(performance.now() - began);
    }
    const counts: number[] = [];
    for (let run = 0; run < 9; run++) {
      const began = performance.now();
      await pool.query("SELECT count(n % 7) FROM generate_series(1, 100000) AS n");
      counts.push(performance.now() - began);
    }
    const rounded = (list: number[]) => list.map(Math.round).join(", ");
    console.info(`inbox of ${MANY} tickets with ${filters.length} views: ${rounded(times)} ms; ${rounded(counts)} ms`);
    // On a slower or busier machine everything takes longer: then no more than counting so many numbers so many times.
    expect(Math.min(...times)).toBeLessThan(Math.max(100, 8 * Math.min(...counts)));
  });

  test("a member's requests come with theirs first, a page at a time, none twice", async () => {
    const seen: number[] = [];
    const turns: boolean[] = [];
    let after: string | null = null;
    for (let page = 0; page < 5; page++) {
      const { requests, next } = await listRequests(requester, after);
      seen.push(...requests.map(({ number }) => number));
      turns.push(...requests.map(({ isMyTurn }) => isMyTurn));
      after = next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(150);
    expect(turns.every(Boolean)).toBe(true);
  });
});
