import { describe, expect, test } from "vitest";
import { pool } from "../../app/platform/db.server.ts";

describe("the test database", () => {
  test("is migrated, and empty of accounts", async () => {
    const { rows } = await pool.query('SELECT count(*)::int AS count FROM "Account"');
    expect(rows).toEqual([{ count: 0 }]);
  });
});
