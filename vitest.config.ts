import { defineConfig } from "vitest/config";
import { dataDir } from "./tests/support/data-dir.ts";

/** Walks over all of a server's pages and forms: long, and with no eye on the clock, so two at a time. */
const crawls = ["tests/e2e/hostile-*.test.ts", "tests/e2e/privacy.test.ts"];
/** Journeys in a browser, and tests that start and kill servers: one at a time, after the rest. */
const withServers = ["tests/e2e/**/*.test.ts", "tests/faults/**/*.test.ts", "tests/**/*.served.test.ts"];

const shared = {
  setupFiles: ["tests/support/setup.ts"],
  pool: "forks" as const,
  isolate: false, // modules are loaded once a worker, not once a file
  env: {
    NODE_ENV: "test" as const,
    LOG_LEVEL: "silent",
    DATA_DIR: dataDir,
  },
};

export default defineConfig({
  test: {
    globalSetup: ["tests/support/cluster.ts"],
    reporters: ["default", "./tests/support/summary-reporter.ts"],
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          name: "rules",
          include: ["tests/**/*.test.ts"],
          exclude: withServers,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: "crawls",
          include: crawls,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: "servers",
          include: withServers,
          exclude: crawls,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
