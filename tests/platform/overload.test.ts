import { expect, test } from "vitest";
import { isOverload, pool, prisma, transaction } from "../../app/platform/db.server.ts";
import { env } from "../../app/platform/env.server.ts";
import { Conflict } from "../../app/platform/errors.ts";
import { asResponse, handleAction } from "../../app/platform/http.server.ts";

const failure = (run: Promise<unknown>): Promise<unknown> => run.then(() => undefined).catch((error: unknown) => error);

test("who gets no connection, or no transaction, in time is asked to come back with what was typed", async () => {
  const held = await Promise.all(Array.from({ length: env.DATABASE_POOL }, () => pool.connect()));
  const started = performance.now();
  try {
    const failures = await Promise.all([
      failure(pool.query("SELECT 1")),
      failure(prisma.account.count()),
      failure(transaction((tx) => tx.account.count())),
    ]);
    expect(failures.map(isOverload)).toEqual([true, true, true]);
    for (const error of failures)
      expect(asResponse(error)).toMatchObject({ init: { status: 503, headers: { "Retry-After": "5" } } });
    const request = new Request("http://localhost/x", {
      method: "POST",
      headers: { Origin: "http://localhost" },
      body: new URLSearchParams({ body: "What I wrote.", password: "a secret" }),
    });
    const run = () => Promise.reject(failures[0]);
    expect(await failure(handleAction({ request }, run))).toMatchObject({
      data: { code: "unavailable", typed: { body: "What I wrote." } },
      init: { status: 503 },
    });
  } finally {
    for (const client of held) client.release();
  }
  expect(performance.now() - started).toBeLessThan(15_000);
  expect(await prisma.account.count()).toBe(0);
});

test("a verb that took too long is no error of the program's; other failures are", async () => {
  const late = transaction(async (tx) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return tx.account.count();
  }, 100);
  expect(isOverload(await failure(late))).toBe(true);
  const broken = [
    await failure(pool.query("SELECT nothing")),
    new Conflict("post_changed"),
    new Error("no"),
    undefined,
  ];
  expect(broken.map(isOverload)).toEqual([false, false, false, false]);
});
