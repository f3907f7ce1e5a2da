// A worker that warns of clocks, a round for each line it is sent: node --import tsx warner.ts

import { createInterface } from "node:readline";
import { warnOfReachedClocks } from "../../../app/jobs/schedule.server.ts";

console.log("ready");
for await (const _ of createInterface(process.stdin)) {
  await warnOfReachedClocks({}, {} as Parameters<typeof warnOfReachedClocks>[1]);
  console.log(new Date().toISOString());
}
process.exit();
