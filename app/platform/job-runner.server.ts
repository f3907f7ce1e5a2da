import { EventEmitter } from "node:events";
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { databaseUrl, env } from "./env.server.ts";
import { log } from "./log.server.ts";
import { metrics } from "./metrics.server.ts";
import { WorkerPresence } from "./worker-presence.server.ts";

const AGAIN_MS = 1000;
const FINISH_WITHIN_MS = 8000;

export interface Work {
  tasks: TaskList;
  crontab: string;
}

export interface JobRunner {
  isRunning(): boolean;
  /** Takes no more jobs and waits for those under way. */
  stop(): Promise<void>;
}

/** Runs jobs and the schedule until stopped; when the database was away, begins again once it is back. */
export async function startJobRunner(work: Work): Promise<JobRunner> {
  const pool = new pg.Pool({
    connectionString: databaseUrl(),
    max: env.WORKER_CONCURRENCY + 3,
    application_name: "answerloop jobs",
  });
  pool.on("error", () => undefined); // a lost idle connection is replaced
  pool.on("connect", (client) => client.on("error", () => undefined)); // a job at work learns it from its query
  let current: Running | undefined = await begin(pool, work);
  let stopped = false;
  let again: NodeJS.Timeout | undefined;

  const supervise = (running: Running) => {
    void running.ended.then(() => {
      current = undefined;
      if (!stopped) again = setTimeout(restart, AGAIN_MS);
    });
  };
  const restart = async () => {
    const running = await begin(pool, work).catch(() => undefined);
    if (!running) again = setTimeout(restart, AGAIN_MS);
    else if (stopped) await running.stop();
    else {
      current = running;
      supervise(running);
    }
  };
  supervise(current);
  const stop = async () => {
    stopped = true;
    clearTimeout(again);
    await current?.stop();
    await pool.end();
  };
  return { isRunning: () => current !== undefined, stop };
}

interface Running {
  ended: Promise<void>;
  stop(): Promise<void>;
}

async function begin(pgPool: pg.Pool, { tasks, crontab }: Work): Promise<Running> {
  const events: WorkerEvents = new EventEmitter();
  let presence: WorkerPresence | undefined;
  events.on("pool:create", ({ workerPool }) => {
    presence = new WorkerPresence(workerPool.id);
    void presence.start();
  });
  observeJobs(events);
  const runner = await run({
    pgPool,
    taskList: tasks,
    crontab,
    events,
    logger,
    concurrency: env.WORKER_CONCURRENCY,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: FINISH_WITHIN_MS,
  });
  const ended = runner.promise
    .catch((error) => log.error({ err: error }, "job runner ended"))
    .then(() => presence?.stop());
  return { ended, stop: () => stopRunner(runner, ended) };
}

async function stopRunner(runner: Runner, ended: Promise<void>) {
  await runner.stop().catch(() => undefined); // it has stopped by itself
  await ended;
}

function observeJobs(events: WorkerEvents) {
  events.on("job:success", ({ job }) => metrics.jobs.inc({ task: job.task_identifier, outcome: "success" }));
  events.on("job:error", ({ job, error }) => {
    metrics.jobs.inc({ task: job.task_identifier, outcome: "error" });
    const { id, task_identifier: task, attempts, max_attempts: of } = job;
    log.error({ err: error, job: id, task, attempts, of }, "job failed");
  });
}

const LEVELS = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;

// its information is about every single job: ours to see only when debugging
const logger = new Logger((scope) => (level, message) => log[LEVELS[level as keyof typeof LEVELS]]({ scope }, message));
