import { beforeAll, describe, expect, test } from "vitest";
import { SYSTEM, type Viewer, viewerFrom, visitor } from "../../app/domain/accounts/viewer.ts";
import { can, THREAD_IS_VISIBLE, threadScope, visible } from "../../app/domain/permissions.ts";
import { ReadableBy, Role } from "../../app/generated/prisma/enums.ts";
import { pool, prisma } from "../../app/platform/db.server.ts";

/** One viewer of every kind: a visitor, each role, a suspended customer, the system. */
const viewers: [name: string, viewer: Viewer][] = [];
let requesterId = 0;

beforeAll(async () => {
  viewers.push(["visitor", visitor()], ["system", SYSTEM]);
  for (const role of Object.values(Role)) {
    const account = await prisma.account.create({
      data: { name: role, handle: role, email: `${role}@example.com`, role },
    });
    viewers.push([role, viewerFrom(account)]);
  }
  const suspendedUntil = new Date(Date.now() + 3_600_000);
  const suspended = await prisma.account.create({ data: { name: "s", handle: "suspended", suspendedUntil } });
  viewers.push(["suspended", viewerFrom(suspended)]);
  const delegate = await prisma.account.create({ data: { name: "d", handle: "delegate" } });
  requesterId = viewers.find(([name]) => name === "customer")?.[1].id ?? 0;
  const actsFor = [{ id: 1, principalId: requesterId, principalName: "customer", scopes: [] }];
  viewers.push(["delegate", viewerFrom({ ...delegate, actsFor })]);
  await makeRows();
});

/** Every kind of row a rule tells apart: each kind of category × shown or hidden × mine or another's, and so on. */
async function makeRows() {
  const other = await prisma.account.create({ data: { name: "other", handle: "other" } });
  for (const readableBy of Object.values(ReadableBy)) {
    const category = await prisma.category.create({ data: { slug: readableBy, name: readableBy, readableBy } });
    for (const authorId of [requesterId, other.id]) {
      for (const hiddenAt of [null, new Date()]) {
        await prisma.thread.create({
          data: {
            title: "t",
            categoryId: category.id,
            authorId,
            hiddenAt,
            posts: {
              create: [1, 2].map((position) => ({
                position,
                authorId,
                markdown: "m",
                hiddenAt: position === 2 ? new Date() : null,
              })),
            },
          },
        });
      }
    }
    for (const state of ["read_back", "open", "spam"] as const) {
      for (const id of [requesterId, other.id]) {
        const ticket = await prisma.ticket.create({
          data: { subject: "s", state, trigger: "staff", requesterId: id, categoryId: category.id },
        });
        await prisma.note.create({ data: { ticketId: ticket.id, authorId: other.id, markdown: "note" } });
      }
    }
    for (const [slug, published, retracted] of [
      ["draft", false, false],
      ["out", true, false],
      ["gone", true, true],
    ] as const) {
      const now = new Date();
      await prisma.answer.create({
        data: {
          slug: `${readableBy}-${slug}`,
          categoryId: category.id,
          ownerId: other.id,
          version: published ? 1 : 0,
          publishedAt: published ? now : null,
          retractedAt: retracted ? now : null,
          retractedBecause: retracted ? "It was wrong." : "",
          draft: { create: { title: "t", markdown: "m", authorId: other.id } },
        },
      });
    }
  }
}

const ids = (rows: { id: number }[]) => rows.map((row) => row.id).sort((a, b) => a - b);

describe("the list a viewer gets is exactly what the rule lets them see:", () => {
  test("threads, by Prisma's filter and by the SQL of hot reads", async () => {
    const all = await prisma.thread.findMany({ include: { category: true } });
    for (const [name, viewer] of viewers) {
      const seen = ids(all.filter((thread) => can(viewer, "thread.see", thread)));
      const sql = `SELECT thread.id FROM "Thread" thread JOIN "Category" category ON category.id = thread."categoryId" WHERE ${THREAD_IS_VISIBLE}`;
      expect(ids(await prisma.thread.findMany({ where: visible.threads(viewer) })), name).toEqual(seen);
      expect(ids((await pool.query<{ id: number }>(sql, threadScope(viewer))).rows), `${name} by SQL`).toEqual(seen);
    }
  });

  test("posts", async () => {
    const all = await prisma.post.findMany({ include: { thread: { include: { category: true } } } });
    for (const [name, viewer] of viewers) {
      const seen = ids(all.filter((post) => can(viewer, "post.see", post)));
      expect(ids(await prisma.post.findMany({ where: visible.posts(viewer) })), name).toEqual(seen);
    }
  });

  test("tickets", async () => {
    const all = await prisma.ticket.findMany();
    for (const [name, viewer] of viewers) {
      const seen = ids(all.filter((ticket) => can(viewer, "ticket.see", ticket)));
      expect(ids(await prisma.ticket.findMany({ where: visible.tickets(viewer) })), name).toEqual(seen);
    }
  });

  test("notes", async () => {
    const all = await prisma.note.findMany({ include: { ticket: true } });
    for (const [name, viewer] of viewers) {
      const seen = ids(all.filter((note) => can(viewer, "notes.see", note.ticket)));
      expect(ids(await prisma.note.findMany({ where: visible.notes(viewer) })), name).toEqual(seen);
    }
  });

  test("answers", async () => {
    const all = await prisma.answer.findMany({ include: { category: true } });
    for (const [name, viewer] of viewers) {
      const seen = ids(all.filter((answer) => can(viewer, "answer.see", answer)));
      expect(ids(await prisma.answer.findMany({ where: visible.answers(viewer) })), name).toEqual(seen);
    }
  });

  test("categories", async () => {
    const all = await prisma.category.findMany();
    for (const [name, viewer] of viewers) {
      const seen = ids(all.filter((category) => can(viewer, "category.see", category)));
      expect(ids(await prisma.category.findMany({ where: visible.categories(viewer) })), name).toEqual(seen);
    }
  });
});

describe("what product.md says of who sees what:", () => {
  const viewerCalled = (name: string) => viewers.find(([one]) => one === name)?.[1] ?? visitor();

  test.each([
    ["visitor", 0],
    ["customer", 6],
    ["expert", 0],
    ["suspended", 0],
    ["delegate", 6],
    ["agent_1", 18],
    ["agent_2", 18],
    ["lead", 18],
    ["manager", 18],
    ["dispatcher", 0],
    ["technician", 0],
    ["admin", 0],
  ])("%s sees %i of 18 tickets", async (name, count) => {
    expect(await prisma.ticket.count({ where: visible.tickets(viewerCalled(name)) })).toBe(count);
  });

  test("no customer, expert or visitor ever sees a note, also not on their own ticket", async () => {
    for (const name of [
      "visitor",
      "customer",
      "expert",
      "suspended",
      "delegate",
      "dispatcher",
      "technician",
      "admin",
    ]) {
      expect(await prisma.note.count({ where: visible.notes(viewerCalled(name)) }), name).toBe(0);
    }
  });

  test("a suspended member reads but does not write", async () => {
    const thread = await prisma.thread.findFirstOrThrow({
      where: { hiddenAt: null, category: { readableBy: "everyone" } },
      include: { category: true },
    });
    expect(can(viewerCalled("suspended"), "thread.see", thread)).toBe(true);
    expect(can(viewerCalled("suspended"), "thread.reply", thread)).toBe(false);
    expect(can(viewerCalled("customer"), "thread.reply", thread)).toBe(true);
  });

  test("only leads and managers review what is published", () => {
    const reviewers = viewers
      .filter(([, viewer]) => can(viewer, "answer.review", { authorId: 0 }))
      .map(([name]) => name);
    expect(reviewers.sort()).toEqual(["lead", "manager"]);
  });
});
