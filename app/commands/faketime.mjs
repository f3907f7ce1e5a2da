// What makes a process of the tests believe in another time.
import { spawnSync } from "node:child_process";
import { installed } from "./debian.mjs";

/**
 * The library to preload, as the program itself names it; or nothing.
 * @returns {string | undefined}
 */
export function findFaketime() {
  const { stdout, status } = spawnSync("faketime", ["-m", "now", "printenv", "LD_PRELOAD"], { encoding: "utf8" });
  return status === 0 && stdout.trim() ? stdout.trim() : undefined;
}

/** Has Debian install it, where it is missing and we may. */
export const ensureFaketime = () => findFaketime() ?? installed("faketime", findFaketime);
