import { runReindexCommand } from "../../search/reindex-command.server.ts";
import type { Command } from "./command.ts";

export const command: Command = {
  summary: "builds the search index anew",
  async run(args) {
    process.exitCode = await runReindexCommand(args);
  },
};
