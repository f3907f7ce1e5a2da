// The browser that the tests drive: the one named, else the system's.
import { existsSync } from "node:fs";
import path from "node:path";
import { installed } from "./debian.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The path of a Chromium, or nothing.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : undefined;
  const folders = (process.env.PATH ?? "").split(path.delimiter).concat("/usr/bin", "/snap/bin");
  const places = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...places, ...APPLICATIONS].find((file) => existsSync(file));
}

/** Has Debian install its Chromium, where there is none and we may. Returns its path, or nothing. */
export function ensureChromium() {
  return findChromium() ?? (process.env.CHROMIUM_PATH ? undefined : installed("chromium", findChromium));
}
