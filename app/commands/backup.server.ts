import { existsSync } from "node:fs";
import { backUp } from "../platform/backup/back-up.server.ts";
import { databaseUrl } from "../platform/env.server.ts";
import { StartupError } from "../platform/startup-error.ts";
import type { Command } from "./command.ts";

/** `npm run backup -- FILE`, also while servers run. */
export const command: Command = {
  summary: "FILE: writes the whole database and all attached files to a new file",
  async run([file = `answerloop-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.backup`]) {
    if (existsSync(file)) throw new StartupError(`${file} is there already: name another file.`);
    const rows = await backUp(databaseUrl(), file);
    console.log(`${rows} rows backed up to ${file}`);
  },
};
