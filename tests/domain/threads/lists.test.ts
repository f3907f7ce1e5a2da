import { beforeAll, describe, expect, test } from "vitest";
import { type Viewer, visitor } from "../../../app/domain/accounts/viewer.ts";
import { visible } from "../../../app/domain/permissions.ts";
import { listCategories, requireCategory } from "../../../app/domain/threads/categories.server.ts";
import { type Cursor, cursorOf, type Page } from "../../../app/domain/threads/cursor.ts";
import { hideThread } from "../../../app/domain/threads/hide-thread.server.ts";
import {
  countWaiting,
  listThreads,
  listThreadsOfTag,
  type ThreadScope,
} from "../../../app/domain/threads/list-threads.server.ts";
import type { Category } from "../../../app/generated/prisma/client.ts";
import { prisma } from "../../../app/platform/db.server.ts";
import { NotFound } from "../../../app/platform/errors.ts";
import { makeCategory, makeThread, makeViewer } from "../../factories.ts";

const THREADS = 60;
let author: Viewer;
let other: Viewer;
let agent: Viewer;
let open: Category;
let staffOnly: Category;
let secretId: number;
let hiddenId: number;

beforeAll(async () => {
  [author, other, agent] = await Promise.all([makeViewer(), makeViewer(), makeViewer("agent_1")]);
  open = await makeCategory({ name: "Printers", position: 1 });
  staffOnly = await makeCategory({ name: "Beta", readableBy: "staff" });
  await makeCategory({ name: "Members", readableBy: "members" });
  // Four at a time said their last word in the same millisecond: only the number tells them apart.
  const rows = Array.from({ length: THREADS }, (_, index) => ({
    title: `Thread ${index}`,
    categoryId: open.id,
    authorId: author.id,
    state: index % 3 === 0 ? ("solved" as const) : ("needs_attention" as const),
    lastPostAt: new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(index / 4))),
  }));
  await prisma.thread.createMany({ data: rows });
  secretId = (await makeThread(agent, { categoryId: String(staffOnly.id), tags: "quiet, wi-fi" })).id;
  hiddenId = (await makeThread(author, { categoryId: String(open.id), tags: "wi-fi" })).id;
  await hideThread(agent, hiddenId);
});

const parameters = (direction: "before" | "after", cursor: string | null) =>
  cursorOf(new URLSearchParams({ [direction]: cursor ?? "" }));

/** Walks from the first page to the last by the pages' own cursors, and back. */
async function walk<Row extends { id: number }>(readPage: (cursor: Cursor | null) => Promise<Page<Row>>) {
  const forth: number[][] = [];
  let page = await readPage(null);
  forth.push(page.rows.map(({ id }) => id));
  while (page.after) {
    page = await readPage(parameters("after", page.after));
    forth.push(page.rows.map(({ id }) => id));
  }
  const back = [page.rows.map(({ id }) => id)];
  while (page.before) {
    page = await readPage(parameters("before", page.before));
    back.unshift(page.rows.map(({ id }) => id));
  }
  return { forth: forth.flat(), back };
}

const idsOf = async (viewer: Viewer, scope: ThreadScope) =>
  (await walk((cursor) => listThreads(viewer, scope, cursor))).forth;

describe("a list of threads", () => {
  const scopes = (): ThreadScope[] => [
    { view: "latest" },
    { view: "needs_attention" },
    { view: "category", of: open.id },
    { view: "author", of: author.id },
  ];

  test("shows every thread once on its way forth, the last word first, and whole pages on its way back", async () => {
    for (const scope of scopes()) {
      const { forth, back } = await walk((cursor) => listThreads(visitor(), scope, cursor));
      expect(new Set(forth).size).toBe(forth.length);
      expect(back[0]).toHaveLength(25);
      expect(new Set(back.flat())).toEqual(new Set(forth));
    }
    const rows = await prisma.thread.findMany({
      where: visible.threads(visitor()),
      orderBy: [{ lastPostAt: "desc" }, { id: "desc" }],
    });
    expect(await idsOf(visitor(), { view: "latest" })).toEqual(rows.map(({ id }) => id));
  });

  test("shows each viewer what the permissions say, and nothing else", async () => {
    const viewers = [visitor(), author, other, agent, await makeViewer("admin"), await makeViewer("expert")];
    for (const viewer of viewers) {
      const rows = await prisma.thread.findMany({ where: visible.threads(viewer), select: { id: true } });
      const listed = await idsOf(viewer, { view: "latest" });
      expect(new Set(listed)).toEqual(new Set(rows.map(({ id }) => id)));
    }
    expect(await idsOf(author, { view: "author", of: author.id })).toContain(hiddenId);
    expect(await idsOf(other, { view: "author", of: author.id })).not.toContain(hiddenId);
  });

  test("of a state holds that state alone", async () => {
    const { rows } = await listThreads(visitor(), { view: "solved" }, null);
    expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: THREADS / 3 }, () => "solved"));
  });

  test("that is empty has no neighbours", async () => {
    const nothing = { rows: [], before: null, after: null };
    expect(await listThreads(visitor(), { view: "category", of: staffOnly.id }, null)).toEqual(nothing);
  });

  test("shows its first page for a cursor that was never ours", async () => {
    const odd = ["", "x", "1", "1.2.3", "99999999999999.1", "1.99999999999", "-1.-1", "1'--.1"];
    expect(odd.map((text) => cursorOf(new URLSearchParams({ after: text })))).toEqual(odd.map(() => null));
    const early = cursorOf(new URLSearchParams({ after: "-9999999999999.1" }));
    expect((await listThreads(visitor(), { view: "latest" }, early)).rows).toEqual([]);
  });

  test("counts up to a hundred, and no further", async () => {
    expect(await countWaiting(visitor(), "needs_attention")).toBe(40);
    await prisma.thread.createMany({
      data: Array.from({ length: 80 }, () => ({ title: "More", categoryId: staffOnly.id, authorId: author.id })),
    });
    expect(await countWaiting(visitor(), "needs_attention")).toBe(40);
    expect(await countWaiting(agent, "needs_attention")).toBe(100);
  });
});

describe("categories and tags", () => {
  test("are listed for those who may read them", async () => {
    const names = async (viewer: Viewer) => (await listCategories(viewer)).map(({ name }) => name);
    expect(await names(visitor())).toEqual(["Printers"]);
    expect(await names(other)).toEqual(["Members", "Printers"]);
    expect(await names(agent)).toEqual(["Beta", "Members", "Printers"]);
    await expect(requireCategory(other, staffOnly.slug)).rejects.toThrow(NotFound);
  });

  test("of threads one may not see are not found, whatever page is asked for", async () => {
    await expect(listThreadsOfTag(visitor(), "quiet", null)).rejects.toThrow(NotFound);
    await expect(listThreadsOfTag(visitor(), "quiet", { direction: "after", key: 0, id: 1 })).rejects.toThrow(NotFound);
    await expect(listThreadsOfTag(visitor(), "wi-fi", null)).rejects.toThrow(NotFound);
    const { name, page } = await listThreadsOfTag(agent, "wi-fi", null);
    expect([name, page.rows.map(({ id }) => id)]).toEqual(["wi-fi", [hiddenId, secretId]]);
  });
});
