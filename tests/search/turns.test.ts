import { describe, expect, test } from "vitest";
import { Unavailable } from "../../app/platform/errors.ts";
import { Turns } from "../../search/postgres/turns.ts";

/** Work that is done when it is told so. */
function work() {
  let finish: () => void = () => {};
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { done, finish };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("searches take turns", () => {
  test("in the order they came, no more at once than there are places", async () => {
    const turns = new Turns({ slots: 2, mostWaiting: 10, waitMs: 60_000 });
    const begun: number[] = [];
    const works = [0, 1, 2, 3].map(work);
    const all = works.map(({ done }, at) =>
      turns.take(async () => {
        begun.push(at);
        await done;
      }),
    );
    await settled();
    expect(begun).toEqual([0, 1]);
    works[1]?.finish();
    await settled();
    expect(begun).toEqual([0, 1, 2]);
    for (const { finish } of works) finish();
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  test("one that fails gives its place to the next", async () => {
    const turns = new Turns({ slots: 1, mostWaiting: 1, waitMs: 60_000 });
    const failing = turns.take(() => Promise.reject(new Error("no")));
    const next = turns.take(async () => "done");
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("done");
  });

  test("whoever finds too many waiting, or waits too long, is told to come back", async () => {
    const turns = new Turns({ slots: 1, mostWaiting: 1, waitMs: 1 });
    const { done, finish } = work();
    const first = turns.take(() => done);
    const second = turns.take(async () => "late");
    await expect(turns.take(async () => "too many")).rejects.toThrow(Unavailable);
    await expect(second).rejects.toThrow(Unavailable);
    finish();
    await first;
    expect(await turns.take(async () => "free again")).toBe("free again");
  });
});
