// What has to be there before the program can run, made when it is missing or stale. Plain Node: npm may not have run.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
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
  await withFileLock(LOCK, () => prepareAlone(build), { waitMs: 20 * 60_000, onWait });
}

/** @param {boolean} build */
async function prepareAlone(build) {
  await renew(INSTALL_STAMP, hashOf(["package-lock.json"]), install);
  await renew(CLIENT_STAMP, hashOf(["prisma/schema.prisma", "package-lock.json"]), generateClient);
  if (build) await renew(BUILD_STAMP, hashOf([...SOURCES.flatMap(filesBelow), ...CONFIGURATION]), buildPrograms);
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

async function install() {
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

async function generateClient() {
  await run(process.execPath, ["node_modules/prisma/build/index.js", "generate"], { quiet: true });
}

async function buildPrograms() {
  say("Building …");
  await run(process.execPath, ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], { quiet: true });
  await compressAssets("build/client");
}

/**
 * Runs a program to its end; what it says is shown when it fails, or as it says it.
 * @param {string} program
 * @param {string[]} args
 * @param {{ quiet?: boolean }} [options]
 * @returns {Promise<void>}
 */
function run(program, args, { quiet = false } = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: "production" };
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => (quiet ? said.push(chunk) : process.stderr.write(chunk)));
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve();
      reject(failure(`${Buffer.concat(said)}\n${[path.basename(program), ...args].join(" ")} failed (${code}).`));
    });
  });
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
