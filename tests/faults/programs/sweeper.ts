// A worker's sweep of silent threads, once it is told to begin by a line: node --import tsx sweeper.ts

import { once } from "node:events";
import { sweepSilentThreads } from "../../../app/jobs/schedule.server.ts";

const begun = once(process.stdin, "data");
console.log("sweeper ready");
await begun;
await sweepSilentThreads({}, {} as Parameters<typeof sweepSilentThreads>[1]);
process.exit();
