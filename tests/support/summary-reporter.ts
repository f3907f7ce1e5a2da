import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with one plain line of totals; `npm test` gets them in the file that TEST_TOTALS names. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const totals = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      // a file that could not be loaded has no test that failed
      if (!module.ok() && tests.every((test) => test.ok())) totals.failed += 1;
      for (const test of tests) {
        const { state } = test.result();
        totals[state === "pending" ? "skipped" : state] += 1;
      }
    }
    const file = process.env.TEST_TOTALS;
    if (file) writeFileSync(file, JSON.stringify(totals));
    else
      process.once("exit", () =>
        console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`),
      );
  }
}
