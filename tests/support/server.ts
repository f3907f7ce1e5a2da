import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { prepare } from "../../app/commands/prepare.mjs";

const READY_WITHIN_MS = 120_000;

/** Once for each worker: to see that nothing is stale takes reading every source. */
let prepared: Promise<void> | undefined;

export interface TestServer {
  origin: string;
  databaseUrl: string;
  dataDir: string;
  pid: number;
  /** The demo accounts it printed, if it has made the demo community. */
  accounts: { role: string; email: string; password: string }[];
  /** All that it said so far: standard output and the log. */
  output(): string;
  /** Asks it to stop, and resolves with its exit code once it has. */
  stop(): Promise<number | null>;
  /** kill -9. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  /** A database to use (see cloneDatabase); else it starts one of its own in `dataDir`. */
  databaseUrl?: string;
  /** Kept afterwards when given. */
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
}

/** Starts the built server as `npm start` does, building it first when it is stale. Without demo unless DEMO is 1. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  prepared ??= prepare({ build: true });
  await prepared;
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), "answerloop-server-"));
  const port = options.port ?? (await freePort());
  const running = launch({ ...options, dataDir, port });
  const isOver = () => running.child.exitCode !== null || running.child.signalCode !== null;
  const end = async (signal: NodeJS.Signals) => {
    if (!isOver()) {
      const exited = once(running.child, "exit");
      running.child.kill(signal);
      await exited;
    }
    // after kill -9 its own database may still run there
    if (!options.dataDir && (signal === "SIGTERM" || options.databaseUrl))
      rmSync(dataDir, { recursive: true, force: true });
    return running.child.exitCode;
  };
  try {
    await ready(running, isOver);
  } catch (error) {
    await end("SIGTERM");
    throw error;
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    databaseUrl: options.databaseUrl ?? readFileSync(path.join(dataDir, "database.url"), "utf8"),
    dataDir,
    pid: running.child.pid ?? 0,
    accounts: accountsIn(running.output()),
    output: running.output,
    stop: () => end("SIGTERM"),
    kill: async () => void (await end("SIGKILL")),
  };
}

/** What `npm start` gives to Node. */
function startCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };
  return scripts.start.split(" ").slice(1);
}

interface Running {
  child: ChildProcess;
  output(): string;
}

function launch({ databaseUrl, dataDir, port, env }: ServerOptions & { dataDir: string; port: number }): Running {
  const child = spawn(process.execPath, startCommand(), {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      PORT: String(port),
      DATA_DIR: dataDir,
      DEMO: "0",
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  return { child, output: () => said };
}

async function ready({ child, output }: Running, isOver: () => boolean) {
  const giveUp = Date.now() + READY_WITHIN_MS;
  while (!/^ready http/m.test(output())) {
    if (isOver()) throw new Error(`The server ended instead of starting (${child.exitCode}):\n${output()}`);
    if (Date.now() > giveUp) throw new Error(`The server was not ready in time:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  // the accounts follow the ready line in a moment
  await new Promise((resolve) => setTimeout(resolve, 100));
}

function accountsIn(output: string) {
  return [...output.matchAll(/^(\S+) (\S+@\S+) (\S+)$/gm)].map(([, role = "", email = "", password = ""]) => {
    return { role, email, password };
  });
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
