import { expect, test } from "vitest";
import { disconnect } from "../../app/platform/db.server.ts";
import { Kept } from "../../app/platform/kept.server.ts";

function counting(milliseconds = 60_000) {
  let readings = 0;
  return new Kept(milliseconds, async () => ++readings);
}

test("what was read holds for a while, and those who come meanwhile wait for the same reading", async () => {
  const kept = counting();
  expect(await Promise.all([kept.get(), kept.get(), kept.get()])).toEqual([1, 1, 1]);
  expect(await counting(0).get()).toBe(1);
});

test("a change is seen by the next reading, also where one was under way", async () => {
  const kept = counting();
  const before = kept.get();
  kept.forget();
  expect([await before, await kept.get(), await kept.get()]).toEqual([1, 2, 2]);
});

test("another database is asked anew", async () => {
  const kept = counting();
  await kept.get();
  await disconnect();
  expect(await kept.get()).toBe(2);
});

test("a reading that fails is not kept", async () => {
  let readings = 0;
  const kept = new Kept(60_000, async () => {
    if (++readings === 1) throw new Error("away");
    return readings;
  });
  await expect(kept.get()).rejects.toThrow("away");
  expect(await kept.get()).toBe(2);
});

test("who asks what is known waits for nobody's reading", async () => {
  let read = (_value: number) => {};
  const kept = new Kept(60_000, () => new Promise<number>((resolve) => (read = resolve)));
  const waiting = kept.get();
  expect(kept.known()).toBeUndefined();
  read(1);
  expect(await waiting).toBe(1);
  expect(kept.known()).toBe(1);
  kept.keep(2);
  expect([kept.known(), await kept.get()]).toEqual([2, 2]);
});
