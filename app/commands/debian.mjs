// What the tests use and npm does not have: installed by Debian, where it is Debian and we may.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { say } from "./prepare.mjs";

/**
 * Has Debian install a package and looks again for what it brings.
 * @template T
 * @param {string} name
 * @param {() => T | undefined} find
 * @returns {T | undefined}
 */
export function installed(name, find) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  say(`Installing ${name} for the tests …`);
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  const install = () => spawnSync("apt-get", ["install", "-y", "--no-install-recommends", name], options).status === 0;
  if (!install()) {
    spawnSync("apt-get", ["update"], options);
    install();
  }
  return find();
}
