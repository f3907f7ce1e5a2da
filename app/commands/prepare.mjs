// What has to be there before the program can run, made when it is missing or stale. Plain Node: npm may not have run.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withFileLock } from "../platform/processes.mjs";
import { compressAssets } from "./compress-assets.mjs";

const OLDEST_NODE = [20, 19];
const INSTALL_STAMP = "node_modules/.answerloop";
const CLIENT_STAMP = "app/generated/.stamp";
const BUILD_STAMP = "build/.stamp";
const LOCK = ".prepare.lock"; // not in build/, which the build empties
const SOURCES = ["app", "search", "prisma", "public"];
const CONFIGURATION = ["package-lock.json", "vite.config.ts", "tsconfig.json"];

/** Goes to the project's folder and makes sure that Node is new enough. */
export function enterProject() {
  process.chdir(fileURLToPath(new URL("../..", import.meta.url)));
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw failure(`Answerloop needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
}

/**
 * Installs, generates and builds what is missing or stale; one starter at a time.
 * @param {{ build: boolean }} options
 */
export async function prepare({ build }) {
  const onWait = () => say("Waiting for another start to finish its preparations …");
  await withFileLock(LOCK, (holdToo) => prepareAlone(build, holdToo), { waitMs: 20 * 60_000, onWait });
}

/** @typedef {(pid: number) => Promise<void>} HoldToo */

/**
 * @param {boolean} build
 * @param {HoldToo} holdToo
 */
async function prepareAlone(build, holdToo) {
  /** @type {Run} */
  const run = (program, args, options) => runToEnd(program, args, holdToo, options);
  await renew(INSTALL_STAMP, hashOf(["package-lock.json"]), () => install(run));
  await renew(CLIENT_STAMP, hashOf(["prisma/schema.prisma", "package-lock.json"]), () => generateClient(run));
  const sources = () => hashOf([...SOURCES.flatMap(filesBelow), ...CONFIGURATION]);
  if (build) await renew(BUILD_STAMP, sources(), () => buildPrograms(run));
}

/**
 * @param {string} stamp
 * @param {string} wanted
 * @param {() => Promise<void>} make
 */
async function renew(stamp, wanted, make) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(stamp, { force: true });
  await make();
  writeFileSync(stamp, wanted);
}

/** @param {Run} run */
async function install(run) {
  if (isInstalledByHand()) return;
  say("Installing packages; this takes about a minute …");
  const npm = process.env.npm_execpath;
  const [program, first] = npm ? [process.execPath, [npm]] : ["npm", []];
  await run(program, [...first, "ci", "--include=dev", "--no-audit", "--no-fund"]);
}

/** npm notes in node_modules what it installed: newer than the lock file, it was from this lock file. */
function isInstalledByHand() {
  const note = "node_modules/.package-lock.json";
  return existsSync(note) && statSync(note).mtimeMs >= statSync("package-lock.json").mtimeMs;
}

/** @param {Run} run */
async function generateClient(run) {
  await run(process.execPath, ["node_modules/prisma/build/index.js", "generate"], { quiet: true });
}

/** @param {Run} run */
async function buildPrograms(run) {
  say("Building …");
  await run(process.execPath, ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], { quiet: true });
  await compressAssets("build/client");
}

/** @typedef {(program: string, args: string[], options?: { quiet?: boolean }) => Promise<void>} Run */

/**
 * Runs a program to its end; what it says is shown as it says it, or only when it fails. It goes down with us, and when
 * it could not because we were killed, its hold on the lock keeps the next start waiting.
 * @param {string} program
 * @param {string[]} args
 * @param {HoldToo} holdToo
 * @param {{ quiet?: boolean }} [options]
 */
async function runToEnd(program, args, holdToo, { quiet = false } = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: "production" };
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "close");
  await Promise.race([once(child, "spawn"), ended]);
  await holdToo(child.pid ?? 0);
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => (quiet ? said.push(chunk) : process.stderr.write(chunk)));
  }
  const [code] = await endWithUs(child, ended);
  if (code === 0) return;
  throw failure(`${Buffer.concat(said)}\n${[path.basename(program), ...args].join(" ")} failed (${code}).`);
}

/**
 * @template T
 * @param {import("node:child_process").ChildProcess} child
 * @param {Promise<T>} ended
 * @returns {Promise<T>}
 */
async function endWithUs(child, ended) {
  const stop = () => {
    child.kill("SIGTERM");
    process.exit(1);
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
  try {
    return await ended;
  } finally {
    process.off("SIGTERM", stop).off("SIGINT", stop);
  }
}

/** @param {string[]} files */
function hashOf(files) {
  const hash = createHash("sha256").update(process.versions.node);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** @param {string} folder */
function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(path.join("app", "generated")))
    .sort();
}

/**
 * Something a person has to put right: the message is all they need.
 * @param {string} message
 */
export function failure(message) {
  return Object.assign(new Error(message), { name: "StartupError" });
}

/**
 * What is going on, on standard error: standard output is for results.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a launcher; what fails is told in one go, with a stack only when it is a bug.
 * @param {() => Promise<void>} main
 */
export async function launch(main) {
  try {
    enterProject();
    await main();
  } catch (error) {
    const isExpected = error instanceof Error && error.name === "StartupError";
    console.error(isExpected ? error.message : error);
    process.exit(1);
  }
}
