// The server for developers: what Vite has just read, behind the same application. Started by app/commands/dev.mjs.
import type { RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { ServerBuild } from "@remix-run/node";
import { demoAccounts, seedIfEmpty } from "./commands/seed.server.ts";
import { startDatabase } from "./platform/database-start.server.ts";
import { env } from "./platform/env.server.ts";
import { databaseCheck } from "./platform/health.server.ts";
import { listen } from "./platform/http-server.server.ts";
import { stopOnSignals } from "./platform/stopping.server.ts";
import { startWorker } from "./worker.ts";

interface Vite {
  middlewares(incoming: unknown, outgoing: unknown, next: () => void): void;
  ssrLoadModule(id: string): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Serves what Vite reads; changes are seen at the next request. */
export async function startDevelopment(vite: Vite) {
  const server = await listen();
  const database = await startDatabase();
  if (env.DEMO) await seedIfEmpty();
  const worker = await startWorker();
  server.answerWith(answerWith(vite));
  stopOnSignals(async () => {
    await vite.close();
    await Promise.all([server.stop(), worker.stop()]);
    await database.stop();
  });
  console.log(`ready http://${env.HOST}:${env.PORT}`);
  for (const { role, email, password } of demoAccounts) console.log(`${role} ${email} ${password}`);
}

function answerWith(vite: Vite): RequestListener {
  const build = () => vite.ssrLoadModule("virtual:remix/server-build") as unknown as Promise<ServerBuild>;
  const render = getRequestListener(async (request, bindings) => {
    const module = await vite.ssrLoadModule("/app/platform/web-app.server.ts");
    const { createWebApp } = module as unknown as typeof import("./platform/web-app.server.ts");
    return createWebApp({ build, checks: { database: databaseCheck } }).fetch(request, bindings);
  });
  return (incoming, outgoing) => {
    vite.middlewares(incoming, outgoing, () => {
      incoming.url = env.ORIGIN + incoming.url;
      void render(incoming, outgoing);
    });
  };
}
