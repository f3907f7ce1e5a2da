// What `npm run search:evaluate` starts.
import { startDatabase } from "../../app/platform/database-start.server.ts";
import { runEvaluateCommand } from "./command.server.ts";

const database = await startDatabase();
try {
  process.exitCode = await runEvaluateCommand(process.argv.slice(2));
} finally {
  await database.stop();
}
