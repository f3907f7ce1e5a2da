import { existsSync } from "node:fs";
import { restore } from "../platform/backup/restore.server.ts";
import { databaseUrl } from "../platform/env.server.ts";
import { StartupError } from "../platform/startup-error.ts";
import type { Command } from "./command.ts";

/** `npm run restore -- FILE`, with DATA_DIR or DATABASE_URL of a database that nobody uses yet. */
export const command: Command = {
  summary: "FILE: reads a backup into a database without accounts",
  async run([file]) {
    if (!file || !existsSync(file))
      throw new StartupError(`Which backup? ${file ? `There is no ${file}.` : "npm run restore -- FILE"}`);
    const rows = await restore(databaseUrl(), file);
    console.log(`${rows} rows restored from ${file}`);
  },
};
