// The load client as a process of its own: told what to ask over IPC, it answers with what it got.
import { type Load, run } from "./load-client.ts";

process.on("message", async (load: Load) => process.send?.(await run(load, (phase) => process.send?.(phase))));
