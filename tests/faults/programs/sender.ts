// A worker that sends what is held, for tests that kill it: node --import tsx sender.ts

import { sendHeld } from "../../../app/jobs/send-held-response.server.ts";
import { startJobRunner } from "../../../app/platform/job-runner.server.ts";

await startJobRunner({ tasks: { send_held_response: sendHeld }, crontab: "" });
console.log("worker ready");
