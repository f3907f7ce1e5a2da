// What `npm run search:bench` starts.
import { startDatabase } from "../../app/platform/database-start.server.ts";
import { runBenchCommand } from "./bench-command.server.ts";

const database = await startDatabase();
try {
  process.exitCode = await runBenchCommand(process.argv.slice(2));
} finally {
  await database.stop();
}
