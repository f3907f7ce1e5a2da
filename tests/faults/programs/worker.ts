// A worker whose one task takes as long as its job says, for tests that kill it: node --import tsx worker.ts

import type { Task } from "graphile-worker";
import { startJobRunner } from "../../../app/platform/job-runner.server.ts";

interface Payload {
  ms: number;
}

const slow: Task<"slow"> = async (payload, { job, query }) => {
  await query("INSERT INTO attempts (job) VALUES ($1)", [job.id]);
  await new Promise((resolve) => setTimeout(resolve, (payload as Payload).ms));
  await query("INSERT INTO finished (job) VALUES ($1)", [job.id]);
};

await startJobRunner({ tasks: { slow }, crontab: "" });
console.log("worker ready");
