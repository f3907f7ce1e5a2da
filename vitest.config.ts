import { defineConfig } from "vitest/config";
import { dataDir } from "./tests/support/data-dir.ts";
import { LongestFirst } from "./tests/support/longest-first.ts";

/** Walks over all pages and forms, journeys in a browser, and tests that start servers, kill and wait: with no eye on the clock. */
const journeys = ["tests/e2e/**/*.test.ts", "tests/faults/**/*.test.ts", "tests/**/*.served.test.ts"];
/** These measure how long something takes, or want both cores for themselves: one at a time, after the rest. */
const alone = [
  "tests/e2e/{first-visit,listeners}.test.ts",
  "tests/faults/{overload,racing-sweeps}.test.ts",
  "tests/search/meilisearch.served.test.ts",
];

const shared = {
  setupFiles: ["tests/support/setup.ts"],
  pool: "forks" as const,
  isolate: false, // modules are loaded once a worker, not once a file
  expect: { poll: { timeout: 20_000 } }, // what comes by itself comes late on a busy machine
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
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: "journeys",
          include: journeys,
          exclude: alone,
          testTimeout: 240_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: "rules", // in the journeys' group: these many short ones fill both cores until the end
          include: ["tests/**/*.test.ts"],
          exclude: journeys,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: "alone",
          include: alone,
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
