// npm test: sets up all it needs, checks types, style and every test, and ends with one line of totals.
// Arguments go to vitest: npm test -- tests/domain
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureChromium } from "./chromium.mjs";
import { ensureFaketime } from "./faketime.mjs";
import { launch, prepare, say } from "./prepare.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

await launch(async () => {
  const filters = process.argv.slice(2);
  await prepare({ build: true });
  if (!ensureChromium()) say("No Chromium was found and none could be installed: the browser tests will fail.");
  if (!ensureFaketime()) say("No faketime was found and none could be installed: the test of clock jumps is skipped.");
  const checks =
    filters.length > 0
      ? []
      : [checkWith("typescript/bin/tsc", "--noEmit"), checkWith("@biomejs/biome/bin/biome", "check")];
  const totals = add(await Promise.all([...checks, runTests(filters)]));
  console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped ? `, ${totals.skipped} skipped` : ""}`);
  process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
});

/**
 * Runs a program of node_modules; it counts as one check.
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<Totals>}
 */
async function checkWith(program, ...args) {
  const code = await run([`node_modules/${program}`, ...args]);
  console.log(`${code === 0 ? "✓" : "✗"} ${path.basename(program)} ${args.join(" ")}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/**
 * @param {string[]} filters
 * @returns {Promise<Totals>}
 */
async function runTests(filters) {
  const folder = mkdtempSync(path.join(tmpdir(), "answerloop-totals-"));
  const file = path.join(folder, "totals.json");
  const code = await run(["node_modules/vitest/vitest.mjs", "run", ...filters], { TEST_TOTALS: file });
  const totals = totalsIn(file);
  rmSync(folder, { recursive: true });
  // a run that broke off has failed, whatever was counted until then
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

/**
 * @param {string} file
 * @returns {Totals}
 */
function totalsIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} [variables]
 * @returns {Promise<number>}
 */
function run(args, variables = {}) {
  const child = spawn(process.execPath, args, { stdio: "inherit", env: { ...process.env, ...variables } });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}

/**
 * @param {Totals[]} all
 * @returns {Totals}
 */
function add(all) {
  /** @param {keyof Totals} key */
  const sum = (key) => all.reduce((total, one) => total + one[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}
