import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { chown, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { isAlive } from "../processes.mjs";
import type { RunAs } from "./run-as.server.ts";

const run = promisify(execFile);
const START_ATTEMPTS = 12;
const BETWEEN_ATTEMPTS_MS = 500;

/** A PostgreSQL cluster on this machine: where its programs and files are, and who runs it. */
export interface Cluster {
  binaries: string;
  home: string;
  data: string;
  secretFile: string;
  runAs: RunAs;
  settings: Record<string, string | number>;
}

const defaultSettings = {
  listen_addresses: "127.0.0.1",
  max_connections: 120,
  shared_buffers: "128MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  random_page_cost: 1.1,
  jit: "off",
  wal_compression: "on",
  // nobody follows this server's log: an index that is built need not be written to it as well
  wal_level: "minimal",
  max_wal_senders: 0,
  max_wal_size: "2GB",
  shared_preload_libraries: "pg_stat_statements",
};

/** Makes the cluster when there is none. Built aside and renamed: a kill in between leaves nothing half made. */
export async function ensureCluster(cluster: Cluster) {
  if (existsSync(path.join(cluster.data, "PG_VERSION"))) return checkVersion(cluster);
  const password = randomBytes(24).toString("base64url");
  const building = await mkdtemp(path.join(cluster.home, "initdb-"));
  await initialise(cluster, building, password);
  await rm(cluster.data, { recursive: true, force: true });
  await writeFile(cluster.secretFile, password, { mode: 0o600 });
  await rename(path.join(building, "pgdata"), cluster.data);
  await rm(building, { recursive: true, force: true });
}

async function initialise({ binaries, runAs }: Cluster, building: string, password: string) {
  const passwordFile = path.join(building, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    await chown(building, runAs.uid, runAs.gid);
    await chown(passwordFile, runAs.uid, runAs.gid);
  }
  const options = [`--pgdata=${path.join(building, "pgdata")}`, "--username=app", `--pwfile=${passwordFile}`];
  // the built-in locale needs nothing of the system's and sorts alike everywhere
  options.push("--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums");
  options.push("--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  await run(path.join(binaries, "bin/initdb"), options, { ...runAs, cwd: building });
}

async function checkVersion({ binaries, data }: Cluster) {
  const made = readFileSync(path.join(data, "PG_VERSION"), "utf8").trim();
  const { stdout } = await run(path.join(binaries, "bin/postgres"), ["--version"], { cwd: "/" });
  const brought = /(\d+)/.exec(stdout)?.[1];
  if (made === brought) return;
  throw new Error(
    `The data in ${data} was made by PostgreSQL ${made}, and this release brings ${brought}. ` +
      "Take a backup with the release you had (npm run backup), then restore it here (npm run restore).",
  );
}

/** The port of the running server, started now when it is not; `preferredPort` is kept when it is free. */
export async function ensureRunning(cluster: Cluster, preferredPort?: number): Promise<number> {
  let lastError: unknown;
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const running = await answeringPort(cluster);
    if (running !== undefined) return running;
    try {
      return await startPostmaster(cluster, await freePort(preferredPort));
    } catch (error) {
      lastError = error;
      // just killed: its shared memory and its process id take a moment to go
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_ATTEMPTS_MS));
    }
  }
  throw new Error(`The embedded database did not start, see ${logFile(cluster)}`, { cause: lastError });
}

async function startPostmaster(cluster: Cluster, port: number) {
  await removeForeignPidFile(cluster);
  const unix_socket_directories = socketFolder(cluster) ?? "";
  const settings = { ...defaultSettings, unix_socket_directories, ...cluster.settings, port };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}=${value === "" ? "''" : value}`);
  const options = ["start", "-D", cluster.data, "-l", logFile(cluster), "-w", "-t", "60", "-s", "-o", flags.join(" ")];
  await run(path.join(cluster.binaries, "bin/pg_ctl"), options, {
    ...cluster.runAs,
    cwd: cluster.home,
    timeout: 90_000,
  });
  return port;
}

/** What a system's sockets bear, less a little. */
const SOCKET_PATH_MAX = 100;

/**
 * Where the server's socket is: a question by way of it costs half of what one over TCP does, on both sides. Only whoever
 * may read the data gets at it. Undefined where the system has none, or the path is too long or too strange for one.
 */
function socketFolder({ data }: Cluster): string | undefined {
  const isPlain = process.platform !== "win32" && /^[\w./-]+$/.test(data);
  return isPlain && data.length + "/.s.PGSQL.65535".length <= SOCKET_PATH_MAX ? data : undefined;
}

/** The address of one of the server's databases. A server that was started without a socket is asked over TCP. */
export async function addressOf(cluster: Cluster, port: number, database: string): Promise<string> {
  const url = new URL(`postgresql://app@127.0.0.1:${port}/${database}`);
  url.password = await password(cluster);
  const folder = socketFolder(cluster);
  if (folder && existsSync(path.join(folder, `.s.PGSQL.${port}`))) url.searchParams.set("host", folder);
  return url.href;
}

/** Stops the server at once but tidily: sessions end, what was committed stays. */
export async function stopPostmaster({ binaries, data, home, runAs }: Cluster) {
  const options = ["stop", "-D", data, "-m", "fast", "-w", "-t", "30", "-s"];
  await run(path.join(binaries, "bin/pg_ctl"), options, { ...runAs, cwd: home });
}

/** Whether the cluster's server process runs, without asking it anything; after a crash its number may be another program's. */
export function isPostmasterAlive({ data }: Pick<Cluster, "data">) {
  const pid = postmaster(data)?.pid ?? 0;
  return isAlive(pid) && programOf(pid) === "postgres";
}

/** The password that was made with the cluster. */
async function password({ secretFile }: Cluster) {
  return (await readFile(secretFile, "utf8")).trim();
}

function logFile({ data }: Cluster) {
  return path.join(data, "server.log");
}

function postmaster(data: string) {
  try {
    const [pid, , , port, , , , status] = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(pid), port: Number(port), isReady: status?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

async function answeringPort(cluster: Cluster): Promise<number | undefined> {
  const found = postmaster(cluster.data);
  if (!found?.isReady || !isAlive(found.pid)) return undefined;
  const place = { host: "127.0.0.1", port: found.port, user: "app", database: "postgres" };
  const client = new pg.Client({ ...place, password: await password(cluster) });
  try {
    await client.connect();
    return found.port;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** After a crash the number in postmaster.pid may by now be another program's, and PostgreSQL would wait for it. */
async function removeForeignPidFile({ data }: Cluster) {
  const found = postmaster(data);
  if (found && isAlive(found.pid) && programOf(found.pid) !== "postgres") await rm(path.join(data, "postmaster.pid"));
}

function programOf(pid: number) {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return "postgres"; // no /proc here: leave it to PostgreSQL
  }
}

function freePort(preferred = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (preferred ? resolve(freePort()) : reject(error)));
    server.listen(preferred, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
