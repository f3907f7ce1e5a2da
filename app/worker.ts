import { queueReindexWhenEmpty } from "../search/reindex.server.ts";
import { crontab, tasks } from "./jobs/tasks.server.ts";
import { type JobRunner, startJobRunner } from "./platform/job-runner.server.ts";

/** Due jobs and the schedule; runs inside the server, or alone by `npm run worker`. */
export async function startWorker(): Promise<JobRunner> {
  await queueReindexWhenEmpty();
  return startJobRunner({ tasks, crontab });
}
