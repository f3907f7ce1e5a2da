import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, expect, test } from "vitest";
import { sweepSilentThreads } from "../../app/jobs/schedule.server.ts";
import { prisma } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeThread, makeViewer } from "../factories/tickets.ts";

const THREADS = 1_000;
const WORKERS = 8;
const workers: ChildProcess[] = [];

afterAll(() => {
  for (const worker of workers) worker.kill("SIGKILL");
});

async function startSweeper() {
  const env = { ...process.env, DATABASE_URL: databaseUrl(), LOG_LEVEL: "silent" };
  const stdio: ["pipe", "pipe", "inherit"] = ["pipe", "pipe", "inherit"];
  const worker = spawn(process.execPath, ["--import", "tsx", "tests/faults/programs/sweeper.ts"], { env, stdio });
  workers.push(worker);
  await once(worker.stdout, "data");
  return worker;
}

/** Threads that nobody answered in time, by one asker. */
async function makeDueThreads(authorId: number, categoryId: number) {
  const titles = Array.from({ length: THREADS }, (_, index) => `due ${index}`);
  const escalateAt = new Date(Date.now() - 60_000);
  const threads = await prisma.thread.createManyAndReturn({
    data: titles.map((title) => ({ title, categoryId, authorId, escalateAt })),
    select: { id: true },
  });
  const ids = threads.map(({ id }) => id);
  await prisma.post.createMany({
    data: ids.map((threadId) => ({ threadId, position: 1, authorId, markdown: "It is dark." })),
  });
  return ids;
}

test("eight workers race over a thousand due threads, one is killed: a thousand tickets", async () => {
  const asker = await makeViewer();
  const { id } = await makeThread(asker);
  const { categoryId } = await prisma.thread.findUniqueOrThrow({ where: { id } });
  await prisma.thread.updateMany({ data: { escalateAt: null } });
  const ids = await makeDueThreads(asker.id, categoryId);
  const [doomed, ...others] = await Promise.all(Array.from({ length: WORKERS }, startSweeper));
  const ended = others.map((worker) => once(worker, "exit"));
  for (const worker of workers) worker.stdin?.write("sweep\n");
  const made = () => prisma.ticketThread.count({ where: { threadId: { in: ids } } });
  await expect.poll(made, { timeout: 60_000, interval: 20 }).toBeGreaterThan(100);
  doomed?.kill("SIGKILL");
  expect(await made(), "killed in the middle").toBeLessThan(THREADS);
  expect((await Promise.all(ended)).map(([code]) => code)).toEqual(others.map(() => 0));
  // What the killed one held is free at the latest when the database has noticed, and taken by the next sweep.
  const left = () => prisma.thread.count({ where: { id: { in: ids }, escalateAt: { not: null } } });
  await sweepSilentThreads({}, {} as Parameters<typeof sweepSilentThreads>[1]);
  expect(await left()).toBe(0);
  expect(await made()).toBe(THREADS);
  expect(await prisma.ticket.count({ where: { requesterId: asker.id } })).toBe(THREADS);
  expect(await prisma.event.count({ where: { threadId: { in: ids }, kind: "thread.escalated" } })).toBe(THREADS);
  expect(await prisma.statement.count({ where: { ticket: { requesterId: asker.id } } })).toBe(THREADS);
});
