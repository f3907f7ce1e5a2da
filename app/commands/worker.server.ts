import { once } from "node:events";
import { startWorker } from "../worker.ts";
import type { Command } from "./command.ts";

/** Jobs and the schedule in a process of their own, beside servers started with WORKER=none. */
export const command: Command = {
  summary: "run jobs and the schedule until stopped",
  async run() {
    const worker = await startWorker();
    console.log("worker ready");
    await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
    await worker.stop();
  },
};
