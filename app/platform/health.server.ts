import { pool } from "./db.server.ts";
import { missingMigrations } from "./migrate.server.ts";

const PATIENCE_MS = 2000;

/** Why this server should be sent no requests now; empty when it should. */
export type Reasons = Record<string, string>;
export type Check = () => Promise<string | undefined>;

/** Runs every check, each within its time; what fails or hangs is a reason. */
export async function findReasons(checks: Record<string, Check>): Promise<Reasons> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await within(PATIENCE_MS, check)] as const),
  );
  return Object.fromEntries(results.filter((result): result is [string, string] => result[1] !== undefined));
}

/** The database answers and has every migration of this release. */
export const databaseCheck: Check = async () => {
  const missing = await missingMigrations(pool);
  return missing.length > 0 ? `migrations missing: ${missing.join(", ")}` : undefined;
};

async function within(milliseconds: number, check: Check): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, milliseconds, `no answer within ${milliseconds} ms`);
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return (error as Error).message || String(error);
  } finally {
    clearTimeout(timer);
  }
}
