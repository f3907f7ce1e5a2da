// npm run bench: how fast pages and forms are, beside what the machine would allow. See app/decisions/041-benchmark.md.
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { pool } from "../../app/platform/db.server.ts";
import { signIn } from "./forms.ts";
import { end, type Limit, startProcess } from "./limit-process.ts";
import { type Measurement, measure } from "./measure.ts";
import { heading, ratioRow, ratios, row } from "./report.ts";
import { type Scenario, scenarios } from "./scenarios.ts";
import { type Stage, setStage } from "./stage.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "3" },
    threads: { type: "string", default: "10000" },
    only: { type: "string", default: "" },
    connections: { type: "string", default: "1,8,32" },
    json: { type: "boolean", default: false },
  },
});
const MEASURE_MS = Number(values.seconds) * 1000;
/** As long as it takes to render the popular pages once each with code that runs for the first time. */
const WARM_UP_MS = 3_000;
/** Setting the stage makes one or two itself. */
const BUSY = 3;
const JOBS_DONE_WITHIN_MS = 120_000;
/** The table goes beside the JSON, not into it. */
const say = (text: string) => (values.json ? process.stderr : process.stdout).write(`${text}\n`);

interface Visit {
  scenario: Scenario;
  who: string;
  target: { port: number; pid: number };
  connections: number;
  cookies: string[];
}

const stage = await setStage(Number(values.threads), say);
const client = startProcess("load-process.ts");
try {
  process.exitCode = await benchmark(stage);
} finally {
  await end(client);
  await stage.stop();
}

async function benchmark({ server, members }: Stage): Promise<number> {
  const cookies = await Promise.all(members.map((member) => signIn(server.origin, member)));
  const wanted = values.only ? values.only.split(",") : null;
  const all = (await scenarios(server.origin, cookies[0] ?? "")).filter(({ name }) => !wanted || wanted.includes(name));
  say(
    `${values.seconds} s each, ${cpus().length} processors shared by client, servers and database; answers not compressed\n`,
  );
  warnIfBusy();
  say(heading());
  const measured: Measurement[] = [];
  for (const scenario of all) {
    for (const connections of values.connections.split(",").map(Number)) {
      for (const visit of visitsOf(scenario, connections, cookies)) measured.push(await make(visit));
      if (!scenario.isPublic) await jobsDone();
    }
  }
  return conclude(measured);
}

function warnIfBusy() {
  const [lately = 0] = loadavg();
  if (lately > BUSY) say(`This machine has other work (load ${lately.toFixed(1)}): take the ratios, not the numbers\n`);
}

/** Ours and its limits one right after the other, so that they meet the same machine. */
function visitsOf(scenario: Scenario, connections: number, cookies: string[]): Visit[] {
  const { server, bare, template, react } = stage;
  const ours = { port: Number(new URL(server.origin).port), pid: server.pid };
  const visit = (who: string, target: { port: number; pid: number }, signedIn: string[]) => {
    return { scenario, who, target, connections, cookies: signedIn };
  };
  const limits: Record<string, Limit> = { bare, template, react };
  return [
    ...(scenario.isPublic ? [visit("visitor", ours, [])] : []),
    visit("member", ours, cookies),
    ...scenario.limits.flatMap((name) => (limits[name] ? visit(name, limits[name], cookies) : [])),
  ];
}

async function make({ scenario, who, target, connections, cookies }: Visit): Promise<Measurement> {
  // The bare server has but one answer.
  const bare = { holds: "Publish the answer", leastBytes: 50 };
  const requests =
    who === "bare" ? scenario.requests.slice(0, 1).map((one) => ({ ...one, ...bare })) : scenario.requests;
  const load = { port: target.port, connections, warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS, requests, cookies };
  const subject = { scenario: scenario.name, who, pid: target.pid, databasePid: stage.databasePid };
  const measurement = await measure(client, subject, load);
  say(row(measurement));
  for (const complaint of measurement.complaints) say(`  failed: ${complaint}`);
  return measurement;
}

/** What follows from what was written must not fall into the next measurement. */
async function jobsDone() {
  const startedAt = Date.now();
  let waiting = 0;
  for (;;) {
    const { rows } = await pool.query<{ jobs: number }>(
      "SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE run_at <= now() AND attempts < max_attempts",
    );
    waiting ||= rows[0]?.jobs ?? 0;
    if (!rows[0]?.jobs || Date.now() - startedAt > JOBS_DONE_WITHIN_MS) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (waiting > 0) say(`  ${waiting} jobs were left to do, and took ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function conclude(measured: Measurement[]): number {
  const compared = ratios(measured);
  say(`\n${compared.map(ratioRow).join("\n")}`);
  const failures = measured.reduce((sum, one) => sum + one.failures, 0);
  const silent = measured.filter((one) => one.requests === 0);
  if (values.json) process.stdout.write(`${JSON.stringify({ measured, ratios: compared }, null, 2)}\n`);
  if (failures + silent.length === 0) return 0;
  say(`\n${failures} requests failed, ${silent.length} measurements without an answer`);
  return 1;
}
