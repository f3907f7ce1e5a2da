// A worker that tells people what happened, and nothing else: node --import tsx teller.ts. For tests that kill it, and
// for the bench of a fan-out.
import { mailNotices, notify } from "../../../app/jobs/notify.server.ts";
import { mailSender } from "../../../app/jobs/send-mail.server.ts";
import { startJobRunner } from "../../../app/platform/job-runner.server.ts";

const tasks = { notify, mail_notices: mailNotices, send_mail: mailSender(undefined) };
await startJobRunner({ tasks, crontab: "" });
console.log("worker ready");
