import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { identify, isStillAlive } from "../processes.mjs";

/** The processes that use one embedded database, so that the last to leave stops it. One file each. */
export class Users {
  constructor(private readonly folder: string) {}

  async enter() {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.file(process.pid), identify(process.pid));
  }

  async leave() {
    await rm(this.file(process.pid), { force: true });
  }

  /** Whether anybody is left; files of the dead are cleared away. */
  async isAnyLeft(): Promise<boolean> {
    const names = await readdir(this.folder);
    const left = await Promise.all(names.map((name) => this.isLeft(path.join(this.folder, name))));
    return left.includes(true);
  }

  private async isLeft(file: string) {
    if (isStillAlive(await readFile(file, "utf8"))) return true;
    await rm(file, { force: true });
    return false;
  }

  private file(pid: number) {
    return path.join(this.folder, String(pid));
  }
}
