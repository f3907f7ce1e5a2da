import { hostname } from "node:os";
import pino from "pino";
import { env } from "./env.server.ts";

const SECRETS = ["password", "token", "secret", "cookie", "authorization"];

/** Structured lines on standard error; standard output is for people. Fields that hold secrets are left out. */
export const log = pino(
  {
    level: env.LOG_LEVEL,
    base: { pid: process.pid, host: hostname() },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "(left out)" },
  },
  pino.destination({ dest: 2, sync: false, minLength: 0 }),
);
