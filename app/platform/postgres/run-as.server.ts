import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The user that PostgreSQL runs as; empty when it is the one we are. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root: root hands it to "postgres", or else to "nobody". */
export function unprivilegedUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (!user) {
    throw new Error("The embedded database cannot run as root: add a user named postgres, or set DATABASE_URL.");
  }
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** Whether that user can get into a folder; the folders above may be closed to others, as /root is. */
export function canEnter(folder: string, runAs: RunAs): boolean {
  if (runAs.uid === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...runAs, cwd: "/", stdio: "ignore" }).status === 0;
}
