import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** What the bare server answers. */
export const TEXT = "Ask in public. Escalate in private. Publish the answer.";

/** A server to compare with, in a process of its own. */
export interface Limit {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** Starts one of the files beside this one as a server; it says its port when it listens. */
export async function startLimit(file: string, databaseUrl: string): Promise<Limit> {
  const env = Object.assign({}, process.env, {
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: "silent",
  });
  const child = startProcess(file, env);
  const [port] = await Promise.race([once(child, "message"), failed(child, file)]);
  return { port: Number(port), pid: child.pid ?? 0, stop: () => end(child) };
}

/** Starts a TypeScript file beside this one, with a line to talk over. */
export function startProcess(file: string, env: NodeJS.ProcessEnv = process.env): ChildProcess {
  return fork(path.join(import.meta.dirname, file), { env, execArgv: ["--import", "tsx"] });
}

/** Ends a process that this one has started. */
export async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill();
  await gone;
}

async function failed(child: ChildProcess, file: string): Promise<never> {
  const [code] = await once(child, "exit");
  throw new Error(`${file} ended with ${code}`);
}

/** Called by such a server once it listens. */
export const listening = ({ port }: { port: number }) => void process.send?.(port);
