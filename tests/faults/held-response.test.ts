import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { saying } from "../../app/domain/macros/say.server.ts";
import { changeSettings } from "../../app/domain/settings/settings.server.ts";
import { prisma, transaction } from "../../app/platform/db.server.ts";
import { databaseUrl } from "../../app/platform/env.server.ts";
import { makeCase, versionOf } from "../factories/tickets.ts";

const workers: ChildProcess[] = [];

beforeAll(() => transaction((tx) => changeSettings(tx, { undoSendSeconds: 600 })));
afterAll(() => {
  for (const worker of workers) worker.kill("SIGKILL");
});

async function startWorker() {
  const env = { ...process.env, DATABASE_URL: databaseUrl() };
  const stdio: ["ignore", "pipe", "inherit"] = ["ignore", "pipe", "inherit"];
  const worker = spawn(process.execPath, ["--import", "tsx", "tests/faults/programs/sender.ts"], { env, stdio });
  workers.push(worker);
  await once(worker.stdout, "data");
  return worker;
}

test("what was held when every process died goes out once when one is there again", async () => {
  const { agent, ticketId } = await makeCase("open");
  const doomed = await startWorker();
  const form = new FormData();
  form.set("body", "Hold WPS five seconds.");
  form.set("seenVersion", String(await versionOf(ticketId)));
  await saying("responses")(agent, ticketId, form);
  doomed.kill("SIGKILL");
  await once(doomed, "exit");

  // Its time comes while nobody is there.
  await prisma.$executeRaw`UPDATE "HeldResponse" SET "sendAt" = now()`;
  await prisma.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'held:%'`;
  expect(await prisma.response.count({ where: { ticketId } })).toBe(0);

  await Promise.all([startWorker(), startWorker()]);
  const responses = () => prisma.response.findMany({ where: { ticketId }, select: { authorId: true, markdown: true } });
  await expect.poll(responses, { timeout: 30_000 }).toHaveLength(1);
  expect(await responses()).toEqual([{ authorId: agent.id, markdown: "Hold WPS five seconds." }]);
  expect(await prisma.heldResponse.count()).toBe(0);
});
