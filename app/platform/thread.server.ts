import { existsSync } from "node:fs";
import { type ResourceLimits, Worker } from "node:worker_threads";

/** In development and tests; `--import tsx` does nothing in a thread, so it is registered by hand. */
const FROM_SOURCE = `
  const { source } = require("node:worker_threads").workerData;
  require("node:module").register("tsx/esm", source, { data: true });
  import(source);
`;

export interface ThreadOptions {
  /** The program's name in the build: see vite.config.ts. */
  name: string;
  /** The program as it stands. */
  source: URL;
  /** What it reads as `workerData`. */
  data?: object;
  resourceLimits?: ResourceLimits;
}

/** Starts a program in a thread: from a build its bundle, which stands beside ours or one folder up; else the source. */
export function startThread({ name, source, data, resourceLimits }: ThreadOptions): Worker {
  const built = [`./${name}.js`, `../${name}.js`]
    .map((place) => new URL(place, import.meta.url))
    .find((url) => existsSync(url));
  if (built) return new Worker(built, { workerData: data, resourceLimits });
  return new Worker(FROM_SOURCE, { eval: true, workerData: { ...data, source: source.href }, resourceLimits });
}
