import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "../../app/platform/db.server.ts";
import { TooManyRequests } from "../../app/platform/errors.ts";
import { clearRateLimits, limit } from "../../app/platform/rate-limit.server.ts";

const ACCOUNT_MOST = 5; // of sign-in codes in a quarter of an hour
const ADDRESS_MOST = 30;

beforeEach(() => pool.query('TRUNCATE "RateLimit"'));

async function times(count: number, subjects: string[]) {
  for (let i = 0; i < count; i++) await limit("sign_in_code", subjects);
}

describe("a rate limit", () => {
  test("refuses the one attempt too many, and says when to come back", async () => {
    await times(ACCOUNT_MOST, ["vera@example.com"]);
    const refused = await limit("sign_in_code", ["vera@example.com"]).catch((error) => error);
    expect(refused).toBeInstanceOf(TooManyRequests);
    expect(refused.retryAfter).toBeGreaterThan(14 * 60);
    expect(refused.retryAfter).toBeLessThanOrEqual(15 * 60);
  });

  test("counts an account however it is written, and from wherever it is tried", async () => {
    for (let i = 0; i < ACCOUNT_MOST; i++) await limit("sign_in_code", [`198.51.100.${i}`, "Vera@Example.com "]);
    await expect(limit("sign_in_code", ["198.51.100.99", "vera@example.com"])).rejects.toThrow(TooManyRequests);
    await expect(limit("sign_in_code", ["198.51.100.99", "otto@example.com"])).resolves.toBeUndefined();
  });

  test("allows one address more than one account, for many may be behind it", async () => {
    for (let i = 0; i < ADDRESS_MOST; i++) await limit("sign_in_code", ["203.0.113.9", `guess${i}@example.com`]);
    await expect(limit("sign_in_code", ["203.0.113.9", "other@example.com"])).rejects.toThrow(TooManyRequests);
  });

  test("takes the IPv6 addresses of one network for one", async () => {
    for (let i = 0; i < ADDRESS_MOST; i++) await limit("sign_in_code", [`2001:db8:1:2::${i.toString(16)}`]);
    await expect(limit("sign_in_code", ["2001:DB8:1:2:ffff::1"])).rejects.toThrow(TooManyRequests);
    await expect(limit("sign_in_code", ["2001:db8:1:3::1"])).resolves.toBeUndefined();
  });

  test("is for each rule its own", async () => {
    await times(ACCOUNT_MOST, ["vera@example.com"]);
    await expect(limit("sign_in", ["vera@example.com"])).resolves.toBeUndefined();
  });

  test("begins anew when its time is over", async () => {
    await times(ACCOUNT_MOST, ["vera@example.com"]);
    await pool.query(`UPDATE "RateLimit" SET "windowStart" = "windowStart" - interval '15 minutes'`);
    await expect(limit("sign_in_code", ["vera@example.com"])).resolves.toBeUndefined();
  });

  test("lets no more through when all come at once", async () => {
    const attempts = Array.from({ length: 20 }, () => limit("sign_in_code", ["vera@example.com", "203.0.113.9"]));
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(ACCOUNT_MOST);
  });

  test("keeps no address in plain words, and forgets what is long past", async () => {
    await times(1, ["203.0.113.9", "vera@example.com"]);
    const { rows } = await pool.query<{ key: string }>('SELECT key FROM "RateLimit"');
    expect(rows).toHaveLength(2);
    expect(rows.map(({ key }) => key).join()).not.toMatch(/203|vera/);
    await pool.query(`UPDATE "RateLimit" SET "windowStart" = now() - interval '2 days'`);
    await clearRateLimits();
    expect((await pool.query('SELECT 1 FROM "RateLimit"')).rowCount).toBe(0);
  });
});
