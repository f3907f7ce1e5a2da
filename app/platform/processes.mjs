// Who is alive, and one at a time, between processes. Plain Node, because the launchers need it before npm has run.
import { readFileSync } from "node:fs";
import { appendFile, readFile, rm, stat, writeFile } from "node:fs/promises";

const LOOK_AGAIN_MS = 100;
const STEALING_TAKES_AT_MOST_MS = 10_000;

/**
 * Whether a process is running. One that was killed but not yet collected (a zombie) is not.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
  return processStat(pid)?.state !== "Z";
}

/**
 * A process' number together with when it started, since numbers are given out again: `"4711 88123"`.
 * @param {number} pid
 */
export function identify(pid) {
  return `${pid} ${processStat(pid)?.started ?? ""}`.trim();
}

/**
 * Whether the process that {@link identify} named is still that process, and running.
 * @param {string} identity
 */
export function isStillAlive(identity) {
  const pid = Number(identity.split(" ")[0]);
  return isAlive(pid) && identify(pid) === identity.trim();
}

/** Who started this process, and who started that one; another answer later means that one of them is gone. */
export function startedBy() {
  return `${process.ppid} ${processStat(process.ppid)?.parent ?? ""}`;
}

/**
 * Linux says more than kill(0) does; elsewhere there is nothing to add.
 * @param {number} pid
 */
function processStat(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^\d+ \(.*\) /s, "")
      .split(" ");
    return { state: fields[0], parent: fields[1], started: fields[19] };
  } catch {
    return undefined;
  }
}

/**
 * Runs the action while holding a lock file; a lock whose holder was killed is taken over. A process that the action
 * has started can hold it too: it may live on when we are killed.
 * @template T
 * @param {string} file
 * @param {(holdToo: (pid: number) => Promise<void>) => Promise<T>} action
 * @param {{ waitMs?: number, onWait?: () => void }} [options]
 * @returns {Promise<T>}
 */
export async function withFileLock(file, action, { waitMs = 120_000, onWait } = {}) {
  const giveUp = Date.now() + waitMs;
  for (let waited = false; !(await take(file)); waited = true) {
    if (await removeIfAbandoned(file)) continue;
    if (Date.now() > giveUp) throw new Error(`Another process (${await holderOf(file)}) holds ${file}`);
    if (!waited) onWait?.();
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  try {
    return await action((pid) => appendFile(file, `\n${identify(pid)}`));
  } finally {
    await rm(file, { force: true });
  }
}

/** @param {string} file */
async function take(file) {
  try {
    await writeFile(file, identify(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return false;
  }
}

/** @param {string} file */
async function holderOf(file) {
  return (await readFile(file, "utf8").catch(() => "")).trim();
}

/**
 * Removing is itself done by one process at a time: else a slow one would remove the lock of whoever came next.
 * @param {string} file
 */
async function removeIfAbandoned(file) {
  if (!(await isAbandoned(file))) return false;
  const stealing = `${file}.stealing`;
  if (!(await take(stealing))) {
    if (await isOlderThan(stealing, STEALING_TAKES_AT_MOST_MS)) await rm(stealing, { force: true });
    return false;
  }
  try {
    if (await isAbandoned(file)) await rm(file, { force: true });
  } finally {
    await rm(stealing, { force: true });
  }
  return true;
}

/** @param {string} file */
async function isAbandoned(file) {
  const holder = await holderOf(file);
  // an empty file may be one that is just being written
  return holder === "" ? isOlderThan(file, 1000) : !holder.split("\n").some(isStillAlive);
}

/**
 * @param {string} file
 * @param {number} milliseconds
 */
async function isOlderThan(file, milliseconds) {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > milliseconds;
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
