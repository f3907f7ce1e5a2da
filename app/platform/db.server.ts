import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "../generated/prisma/client.ts";
import { databaseUrl, env } from "./env.server.ts";
import { statementNames } from "./statement-names.ts";

export type Tx = Prisma.TransactionClient;

/** Who waits longer for a connection is told to come back: a queue that grows helps nobody in it. */
const CONNECTION_WITHIN_MS = 5_000;

function connect() {
  const connectionTimeoutMillis = CONNECTION_WITHIN_MS;
  const pool = new pg.Pool({ connectionString: databaseUrl(), max: env.DATABASE_POOL, connectionTimeoutMillis });
  // An idle connection that the server drops must not end the process: the next query opens another.
  pool.on("error", () => {});
  const statementName = statementNames();
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) });
  return { pool, prisma: new PrismaClient({ adapter }) };
}

// One pool a process, also when the development server loads this module again. Made at first use, because the
// embedded database tells its address only once it runs.
const store = globalThis as { __database?: ReturnType<typeof connect> };
function database() {
  store.__database ??= connect();
  return store.__database;
}

/** What changes when the process turns to another database. */
export const connection = (): object => database();

export const prisma: PrismaClient = lazy(() => database().prisma);
export const pool: pg.Pool = lazy(() => database().pool);

function lazy<T extends object>(make: () => T): T {
  return new Proxy({} as T, {
    get(_target, key) {
      const real = make();
      const value = Reflect.get(real, key);
      return typeof value === "function" ? value.bind(real) : value;
    },
  });
}

/** Closes the pool; the next query opens a new one (tests change databases this way). */
export async function disconnect() {
  const open = store.__database;
  store.__database = undefined;
  await open?.prisma.$disconnect();
  await open?.pool.end();
}

const DEADLOCK_OR_SERIALIZATION = new Set(["40P01", "40001"]);
const ATTEMPTS = 3;
/** A verb that takes longer holds its locks against everybody. */
const VERB_MAX_MS = 15_000;

/** Runs a verb's steps as one commit. A deadlock's victim is run again: it has changed nothing. */
export async function transaction<T>(steps: (tx: Tx) => Promise<T>, timeout = VERB_MAX_MS): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await prisma.$transaction(steps, { maxWait: 10_000, timeout });
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}

function isRetryable(error: unknown) {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2034") return true;
  return DEADLOCK_OR_SERIALIZATION.has(databaseCode(error) ?? "");
}

/** The SQLSTATE of a database error, however deep Prisma has wrapped it; AL… are the guards of our migrations. */
export function databaseCode(error: unknown): string | undefined {
  for (let inner = error, depth = 0; inner && typeof inner === "object" && depth < 6; depth++) {
    const { originalCode, code, cause, meta } = inner as Record<string, unknown>;
    if (typeof originalCode === "string") return originalCode;
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("P2")) return code;
    inner = cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError;
  }
  return undefined;
}

/** No connection in time, no transaction in time; too many connections, shutting down, starting up. */
const UNAVAILABLE =
  /timeout exceeded when trying to connect|Connection terminated|ECONNREFUSED|^(?:P2028|P2024|53300|57P0[123])$/;

/** Whether it failed for want of the database's time, not for what was asked: later it may go well. */
export function isOverload(error: unknown): boolean {
  for (let inner = error, depth = 0; inner && typeof inner === "object" && depth < 6; depth++) {
    const { message, code, originalCode, cause, meta } = inner as Record<string, unknown>;
    if ([message, code, originalCode].some((said) => typeof said === "string" && UNAVAILABLE.test(said))) return true;
    inner = cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError;
  }
  return false;
}

/** Runs a hot read as a prepared statement: planned once a connection. */
export async function read<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) {
  const { rows } = await pool.query<Row>({ name, text, values });
  return rows;
}
