import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hashPassword } from "../../app/domain/accounts/passwords.server.ts";
import { type ImportedThread, readThread } from "../../app/domain/threads/import-line.server.ts";
import { importThreads } from "../../app/domain/threads/import-threads.server.ts";
import { disconnect, pool, prisma, transaction } from "../../app/platform/db.server.ts";
import { startEmbeddedPostgres } from "../../app/platform/embedded-postgres.server.ts";
import { setDatabaseUrl } from "../../app/platform/env.server.ts";
import { migrate } from "../../app/platform/migrate.server.ts";
import { reindex } from "../../search/reindex.server.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { corpus } from "./corpus.ts";
import { type Limit, startLimit } from "./limit-process.ts";
import { parentOf } from "./usage.ts";

/** Everything that is measured, on one database: our server, and the limits beside it. */
export interface Stage {
  server: TestServer;
  databasePid: number;
  bare: Limit;
  template: Limit;
  react: Limit;
  members: Member[];
  stop(): Promise<void>;
}

export interface Member {
  email: string;
  password: string;
}

const BATCH = 400;
const MEMBERS = 8;
const PASSWORD = "a password for measuring";

/** Makes a forum of so many threads, and starts the servers. The worker runs inside ours, as it does by default. */
export async function setStage(threads: number, say: (text: string) => void): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), "answerloop-bench-"));
  const database = await startEmbeddedPostgres({ dataDir: folder });
  setDatabaseUrl(database.url);
  await migrate(database.url);
  await fill(threads, say);
  const members = await makeMembers();
  const env = { LOG_LEVEL: "error", RATE_LIMIT_FACTOR: "1000000" };
  const server = await startServer({ databaseUrl: database.url, env });
  const [bare, template, react] = await Promise.all(
    ["bare-server.ts", "template-server.ts", "react-server.tsx"].map((file) => startLimit(file, database.url)),
  );
  if (!bare || !template || !react) throw new Error("A limit did not start");
  const stop = async () => {
    await Promise.all([server.stop(), bare.stop(), template.stop(), react.stop()]);
    await disconnect();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { server, databasePid: await databasePid(), bare, template, react, members, stop };
}

async function fill(threads: number, say: (text: string) => void) {
  let batch: ImportedThread[] = [];
  const flush = async () => {
    await transaction((tx) => importThreads(tx, batch));
    batch = [];
  };
  for (const thread of corpus(threads)) {
    batch.push(readThread(JSON.stringify(thread)));
    if (batch.length === BATCH) await flush();
  }
  await flush();
  // Ranked on a page's first view, by a job that search:bench measures; this forum has been read before.
  await pool.query(
    `INSERT INTO "ThreadNeighbours" ("threadId", neighbours)
     SELECT id, ARRAY(SELECT 1 + (id * 31 + step * 977) % $1::int FROM generate_series(1, 15) AS step) FROM "Thread"`,
    [threads],
  );
  await pool.query("VACUUM (ANALYZE)");
  await reindex();
  say(`${await prisma.thread.count()} threads, ${await prisma.post.count()} posts`);
}

async function makeMembers(): Promise<Member[]> {
  const passwordHash = await hashPassword(PASSWORD);
  const members = Array.from({ length: MEMBERS }, (_, index) => `measurer${index + 1}@bench.example`);
  const data = members.map((email, index) => ({
    email,
    passwordHash,
    name: `Measurer ${index + 1}`,
    handle: `measurer${index + 1}`,
  }));
  // Whoever is here for the first day replies ten times.
  const longAgo = new Date("2026-01-01");
  await prisma.account.createMany({
    data: data.map((account) => ({ ...account, createdAt: longAgo, emailVerifiedAt: longAgo })),
  });
  return members.map((email) => ({ email, password: PASSWORD }));
}

/** Each connection of the database is a process; what started them is its head. */
async function databasePid(): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return parentOf(rows[0]?.pid ?? 0);
}
