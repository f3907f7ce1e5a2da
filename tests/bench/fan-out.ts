// How much a fan-out to a hundred thousand followers delays a reader's page: node --import tsx tests/bench/fan-out.ts
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { follow, followers } from "../support/followers.ts";
import { startServer } from "../support/server.ts";

const FOLLOWERS = Number(process.argv[2] ?? 100_000);
const MEASURE_MS = 2_000;
const PAUSE_MS = 15;
const WARM_UP_ROUNDS = 5;
const WARM_UP_TOLD = 2_000;

const server = await startServer({ env: { DEMO: "0", WORKER: "none", RATE_LIMIT_FACTOR: "1000000" } });
const client = new pg.Client({ connectionString: server.databaseUrl });
await client.connect();
const threadId = await follow(client, FOLLOWERS);
for (let round = 0; round < WARM_UP_ROUNDS; round++) await measure([]);
const teller = await startTeller(server.databaseUrl);
await followers.reply(client, threadId);
// A process that has just begun learns its own code first, which is not what is measured here.
while ((await followers.told(client)) < WARM_UP_TOLD) await setTimeout(100);
const quiet: number[] = [];
const loud: number[] = [];
const began = performance.now();
// By turns, so that whatever else the machine does is in both.
while ((await followers.left(client)) > 0) {
  await measure(loud);
  teller.kill("SIGSTOP");
  await measure(quiet);
  teller.kill("SIGCONT");
}
const seconds = (performance.now() - began) / 2_000;
const told = await followers.told(client);
teller.kill("SIGTERM");
await once(teller, "exit");
await client.end();
await server.stop();

console.log(`told ${told} of ${FOLLOWERS} in about ${Math.round(seconds)} s of work`);
for (const share of [0.5, 0.95, 0.99]) {
  const [without, beside] = [percentile(quiet, share), percentile(loud, share)];
  console.log(
    `p${share * 100} of a fresh page: ${without.toFixed(1)} ms without, ${beside.toFixed(1)} ms beside it: ${(beside / without).toFixed(2)} times, of ${quiet.length} and ${loud.length}`,
  );
}

function percentile(times: number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** One reader's page, rendered anew each time: a parameter that nobody knows is in no cache. */
async function measure(times: number[]) {
  const end = performance.now() + MEASURE_MS;
  while (performance.now() < end) {
    const asked = performance.now();
    const response = await globalThis.fetch(`${server.origin}/threads/${threadId}?fresh=${Math.round(asked)}`);
    await response.text();
    if (response.status !== 200) throw new Error(`The page answered ${response.status}`);
    times.push(performance.now() - asked);
    await setTimeout(PAUSE_MS);
  }
}

/** Ready when it gives it back: a process that starts costs more than what is measured here. */
async function startTeller(databaseUrl: string): Promise<ChildProcess> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, WORKER_CONCURRENCY: "2" };
  const teller = spawn(process.execPath, ["--import", "tsx", "tests/faults/programs/teller.ts"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(teller.stdout, "data");
  return teller;
}
