import { stopSignal } from "../platform/stopping.server.ts";
import { startWorker } from "../worker.ts";
import type { Command } from "./command.ts";

/** Jobs and the schedule in a process of their own, beside servers started with WORKER=none. */
export const command: Command = {
  summary: "runs jobs and the schedule until stopped",
  async run() {
    const asked = stopSignal();
    const worker = await startWorker();
    console.log("worker ready");
    await asked;
    await worker.stop();
  },
};
