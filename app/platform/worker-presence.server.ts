// graphile-worker keeps a crashed worker's jobs locked for four hours. Here each worker shows that it lives, in two
// ways: a session's advisory lock, which PostgreSQL drops the moment the process is gone, and a row it renews, for
// when the network hides the end. The jobs of the dead are given back by whoever is alive.
import pg from "pg";
import { databaseUrl } from "./env.server.ts";
import { log } from "./log.server.ts";

const BEAT_MS = 4_000;
const LOCK_SPACE = 0x616c; // "al": our advisory locks' first number

/** A worker pool's sign of life, and its look after the others. */
export class WorkerPresence {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();

  constructor(private readonly poolId: string) {}

  /** Shows that this pool lives, now and from now on. */
  async start() {
    await this.beat();
    this.timer = setInterval(() => {
      this.beating = this.beat();
    }, BEAT_MS);
    this.timer.unref();
  }

  async stop() {
    clearInterval(this.timer);
    await this.beating;
    await this.client?.query(`DELETE FROM "WorkerHeartbeat" WHERE id = $1`, [this.poolId]).catch(() => undefined);
    await this.client?.end().catch(() => undefined);
  }

  private async beat() {
    try {
      const client = await this.connected();
      await client.query(BEAT, [this.poolId]);
      await releaseJobsOfTheDead(client);
    } catch (error) {
      log.warn({ err: error }, "worker cannot show that it lives; trying again");
      await this.client?.end().catch(() => undefined);
      this.client = undefined;
    }
  }

  private async connected() {
    if (this.client) return this.client;
    const client = new pg.Client({
      connectionString: databaseUrl(),
      application_name: "answerloop worker",
      keepAlive: true,
    });
    client.on("error", () => {
      this.client = undefined;
    });
    await client.connect();
    await client.query("SELECT pg_advisory_lock($1, hashtext($2))", [LOCK_SPACE, this.poolId]);
    this.client = client;
    return client;
  }
}

/** Gives back the jobs of workers that died, to be run again at once. */
export async function releaseJobsOfTheDead(client: Pick<pg.Client, "query">) {
  const { rows } = await client.query<{ id: string }>(FORGET_THE_DEAD, [LOCK_SPACE]);
  if (rows.length > 0) log.warn({ workers: rows.map(({ id }) => id) }, "workers died; their jobs are run again");
  await client.query(UNLOCK_ORPHANS);
}

/** How many workers, of this process or another, have shown themselves lately. */
export async function countLiveWorkers(client: Pick<pg.Pool, "query">): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "WorkerHeartbeat" WHERE "seenAt" > now() - interval '30 seconds'`,
  );
  return rows[0]?.count ?? 0;
}

const BEAT = `
  INSERT INTO "WorkerHeartbeat" (id, "startedAt", "seenAt") VALUES ($1, now(), now())
  ON CONFLICT (id) DO UPDATE SET "seenAt" = now()`;

// Eight seconds, because a worker whose connection broke needs a moment to take its lock again.
const FORGET_THE_DEAD = `
  DELETE FROM "WorkerHeartbeat" heartbeat
  WHERE "seenAt" < now() - interval '2 minutes'
     OR "seenAt" < now() - interval '8 seconds' AND NOT EXISTS (
       SELECT 1 FROM pg_locks
       WHERE locktype = 'advisory' AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND classid = $1::int::oid AND objid = (hashtext(heartbeat.id)::bigint & 4294967295)::oid AND objsubid = 2)
  RETURNING id`;

// A pool that has just started may take a job a moment before its first sign of life.
const UNLOCK_ORPHANS = `
  SELECT graphile_worker.force_unlock_workers(array_agg(holder))
  FROM (
    SELECT locked_by AS holder FROM graphile_worker._private_jobs WHERE locked_at < now() - interval '8 seconds'
    UNION
    SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_at < now() - interval '8 seconds'
  ) locks
  WHERE holder IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "WorkerHeartbeat" WHERE id = holder)
  HAVING count(*) > 0`;
