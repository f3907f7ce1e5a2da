import { beforeAll, expect, test } from "vitest";
import { prisma } from "../../app/platform/db.server.ts";
import { env } from "../../app/platform/env.server.ts";
import { extraFields } from "../fixtures/hostile-fields.ts";
import { openRoutes, type Routes } from "../fixtures/hostile-routes.ts";

const PATIENCE_MS = 300_000;

let routes: Routes;
let startedAt: Date;
let attacker: number;
let victim: number;

beforeAll(async () => {
  routes = await openRoutes();
  [attacker, victim] = [routes.idOf("customer"), routes.idOf("asker of open")];
  startedAt = new Date();
}, PATIENCE_MS);

/** What makes an honest form of each kind complete, so that the fields nobody offered are looked at, if they are. */
async function honestFields(turn: number): Promise<[string, string][]> {
  const { id } = await prisma.category.findFirstOrThrow({ where: { readableBy: "everyone" } });
  const is = turn % 2 === 0 ? "on" : "off";
  const fields = {
    is,
    title: "Mine now",
    body: "Mine now",
    categoryId: String(id),
    revision: "1",
    version: "1",
    outcome: "worked",
  };
  const account = { name: "Mine now", email: `new-${turn}@example.com`, locale: "en", timeZone: "UTC", theme: "dark" };
  return Object.entries({ ...fields, ...account, verdict: "worked", seenVersion: "1", seen: "yes" });
}

test(
  "fields that nobody offered change nobody's account, role, words or standing",
  async () => {
    const before = await othersRows();
    const latest = await latestIds();
    let taken = 0;
    for (const route of routes.all.filter(({ hasAction }) => hasAction)) {
      for (const [turn, url] of [...route.urls, ...route.urls].entries()) {
        const honest = await honestFields(turn);
        const extras = extraFields(victim).filter(([name]) => !honest.some(([known]) => known === name));
        const body = new URLSearchParams(turn % 2 === 0 ? [...honest, ...extras] : [...extras, ...honest]);
        const init = { method: "POST", body, headers: { Origin: env.ORIGIN } };
        if ((await routes.send("customer", route, url, init)) < 400) taken += 1;
        if (/logout|login|sessions|password/.test(route.pattern)) await routes.signIn("customer");
      }
    }
    expect(routes.errors).toEqual([]);
    expect(taken).toBeGreaterThan(15);
    expect(await othersRows()).toEqual(before);
    expect(await oddNewRows(latest)).toEqual([]);
    expect(
      await prisma.account.findUnique({ where: { id: attacker }, select: { role: true, suspendedUntil: true } }),
    ).toEqual({
      role: "customer",
      suspendedUntil: null,
    });
  },
  PATIENCE_MS,
);

const byId = { orderBy: { id: "asc" } } as const;

/** What a customer's forms must leave as it is: everybody's standing, and every word of others. */
async function othersRows() {
  const others = { authorId: { not: attacker }, createdAt: { lt: startedAt } };
  const ofOthers = { ...byId, where: { ticket: { requesterId: { not: attacker } } } };
  const [accounts, threads, posts, tickets, statements, responses, notes, promises, drafts] = await Promise.all([
    prisma.account.findMany({ ...byId, where: { id: { not: attacker }, createdAt: { lt: startedAt } } }),
    prisma.thread.findMany({ ...byId, where: others, select: threadWords }),
    prisma.post.findMany({ ...byId, where: others, select: postWords }),
    prisma.ticket.findMany({ ...byId, where: { requesterId: { not: attacker } } }),
    prisma.statement.findMany(ofOthers),
    prisma.response.findMany(ofOthers),
    prisma.note.findMany(byId),
    prisma.ticketPromise.findMany(byId),
    prisma.answerDraft.findMany({ orderBy: { answerId: "asc" } }),
  ]);
  return { accounts, threads, posts, tickets, statements, responses, notes, promises, drafts };
}

const threadWords = {
  id: true,
  title: true,
  authorId: true,
  categoryId: true,
  expected: true,
  tried: true,
  desiredOutcome: true,
  hiddenAt: true,
  solvedAt: true,
  createdAt: true,
} as const;
const postWords = {
  id: true,
  threadId: true,
  markdown: true,
  authorId: true,
  revision: true,
  isStaff: true,
  hiddenAt: true,
  solutionAt: true,
  createdAt: true,
} as const;

async function latestIds() {
  const latest = { orderBy: { id: "desc" }, select: { id: true } } as const;
  const [thread, post, account] = await Promise.all([
    prisma.thread.findFirstOrThrow(latest),
    prisma.post.findFirstOrThrow(latest),
    prisma.account.findFirstOrThrow(latest),
  ]);
  return { thread: thread.id, post: post.id, account: account.id };
}

/** New rows that claim another author, a standing, or a date of their own choice. */
async function oddNewRows({ thread, post, account }: Awaited<ReturnType<typeof latestIds>>) {
  const odd = [{ authorId: { not: attacker } }, { hiddenAt: { not: null } }, { createdAt: { lt: startedAt } }];
  const standing = [
    { role: { not: "customer" as const } },
    { emailVerifiedAt: { not: null } },
    { passwordHash: { not: null } },
  ];
  const found = await Promise.all([
    prisma.thread.findMany({ where: { id: { gt: thread }, OR: odd } }),
    prisma.post.findMany({
      where: { id: { gt: post }, OR: [...odd, { isStaff: true }, { solutionAt: { not: null } }] },
    }),
    prisma.account.findMany({ where: { id: { gt: account }, OR: standing } }),
    prisma.ticket.findMany({ where: { createdAt: { gt: startedAt }, requesterId: { not: attacker } } }),
    prisma.event.findMany({
      where: { createdAt: { gt: startedAt }, actorId: { notIn: [attacker] }, kind: { not: "account.created" } },
    }),
  ]);
  return found.flat();
}
