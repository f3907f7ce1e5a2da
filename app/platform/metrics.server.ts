import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

// The development server loads this module again and again: one registry for the process.
const store = globalThis as { __metrics?: ReturnType<typeof create> };
store.__metrics ??= create();

export const metrics = store.__metrics;

function create() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requestSeconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time to answer a request that was not answered from the page cache",
    labelNames: ["method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const jobs = new Counter({ name: "jobs_total", help: "Jobs run", labelNames: ["task", "outcome"], registers });
  return { registry, requestSeconds, jobs };
}

/** A gauge that is read when somebody asks, so that keeping it up to date costs nothing. */
export function observe(name: string, help: string, read: () => number | Promise<number>) {
  metrics.registry.removeSingleMetric(name);
  new Gauge({
    name,
    help,
    registers: [metrics.registry],
    async collect() {
      this.set(await read());
    },
  });
}
