import * as build from "virtual:remix/server-build";
import { demoAccounts, seedIfEmpty } from "./commands/seed.server.ts";
import { negotiateLocale } from "./i18n/negotiate-locale.ts";
import { startDatabase } from "./platform/database-start.server.ts";
import { pool, prisma } from "./platform/db.server.ts";
import { env } from "./platform/env.server.ts";
import { type HttpServer, listen } from "./platform/http-server.server.ts";
import type { JobRunner } from "./platform/job-runner.server.ts";
import { observe } from "./platform/metrics.server.ts";
import { stopOnSignals } from "./platform/stopping.server.ts";
import { createWeb } from "./platform/web.server.ts";
import { countLiveWorkers } from "./platform/worker-presence.server.ts";
import { startWorker } from "./worker.ts";

type Stop = () => Promise<void>;

/** Starts everything this process is for, says where it is, and stops it tidily when asked to. */
export async function start() {
  const stops: Stop[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  stopOnSignals(stop);
  try {
    await startParts(stops);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(stops: Stop[]) {
  const server = await listen();
  const database = await startDatabase();
  stops.push(database.stop);
  if (env.DEMO) await seedIfEmpty();
  const worker = env.WORKER === "inside" ? await startWorker() : undefined;
  stops.push(serve(server, worker));
  const accounts = await presentDemoAccounts();
  console.log(`ready http://${env.HOST}:${env.PORT}`);
  for (const { role, email, password } of accounts) console.log(`${role} ${email} ${password}`);
}

function serve(server: HttpServer, worker: JobRunner | undefined): Stop {
  let isStopping = false;
  const checks = {
    server: async () => (isStopping ? "stopping" : undefined),
    worker: async () => (worker && !worker.isRunning() ? "the worker inside this server has stopped" : undefined),
  };
  const web = createWeb({ build, localeOf: negotiateLocale, checks });
  observe("workers_alive", "Workers that have shown themselves lately, wherever they run", () =>
    countLiveWorkers(pool),
  );
  server.answerWith(web.listener);
  return async () => {
    isStopping = true;
    web.closeStreams();
    await Promise.all([server.stop(), worker?.stop()]);
    await web.stop();
  };
}

/** The demo accounts, as long as they are there to be signed in to. */
async function presentDemoAccounts() {
  const emails = demoAccounts.map(({ email }) => email);
  const found = await prisma.account.findMany({ where: { email: { in: emails } }, select: { email: true } });
  const present = new Set(found.map(({ email }) => email));
  return demoAccounts.filter(({ email }) => present.has(email));
}
