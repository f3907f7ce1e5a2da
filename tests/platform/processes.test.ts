import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { identify, isAlive, isStillAlive, withFileLock } from "../../app/platform/processes.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "answerloop-locks-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function deadProcess() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await once(child, "spawn");
  const identity = identify(child.pid ?? 0);
  child.kill("SIGKILL");
  await once(child, "exit");
  return identity;
}

describe("a process", () => {
  test("is alive until it is killed", async () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isStillAlive(await deadProcess())).toBe(false);
  });

  test("is not another that was given its number", () => {
    const [pid, started] = identify(process.pid).split(" ");
    expect(isStillAlive(`${pid} ${started}`)).toBe(true);
    expect(isStillAlive(`${pid} ${Number(started) - 1}`)).toBe(false);
  });
});

describe("a file lock", () => {
  test("lets one in at a time", async () => {
    const file = path.join(folder, "one");
    let inside = 0;
    const most: number[] = [];
    const enter = () =>
      withFileLock(file, async () => {
        most.push(++inside);
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside -= 1;
      });
    await Promise.all([enter(), enter(), enter(), enter()]);
    expect(most).toEqual([1, 1, 1, 1]);
    expect(existsSync(file)).toBe(false);
  });

  test("is taken over from a holder that was killed, by one of those who wait", async () => {
    const file = path.join(folder, "abandoned");
    writeFileSync(file, await deadProcess());
    let inside = 0;
    const enter = () =>
      withFileLock(file, async () => {
        expect(++inside).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 10));
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 8 }, enter));
  });

  test("is held by a process that the work has started, should we be killed", async () => {
    const file = path.join(folder, "shared");
    await withFileLock(file, async (holdToo) => {
      await holdToo(process.pid);
      const [, helper = ""] = readFileSync(file, "utf8").split("\n");
      writeFileSync(file, `${await deadProcess()}\n${helper}`);
      await expect(withFileLock(file, async () => undefined, { waitMs: 150 })).rejects.toThrow("holds");
    });
  });

  test("is given back when the work fails", async () => {
    const file = path.join(folder, "failing");
    await expect(withFileLock(file, () => Promise.reject(new Error("no luck")))).rejects.toThrow("no luck");
    expect(existsSync(file)).toBe(false);
  });

  test("says who holds it when it takes too long", async () => {
    const file = path.join(folder, "held");
    writeFileSync(file, identify(process.pid));
    const waiting = withFileLock(file, async () => undefined, { waitMs: 150 });
    await expect(waiting).rejects.toThrow(`Another process (${identify(process.pid)}) holds`);
  });
});
