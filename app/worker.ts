import { crontab, tasks } from "./jobs/tasks.server.ts";
import { type JobRunner, startJobRunner } from "./platform/job-runner.server.ts";

/** Due jobs and the schedule; runs inside the server, or alone by `npm run worker`. */
export function startWorker(): Promise<JobRunner> {
  return startJobRunner({ tasks, crontab });
}
