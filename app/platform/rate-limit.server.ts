import { createHash } from "node:crypto";
import { isIP, isIPv6 } from "node:net";
import { pool } from "./db.server.ts";
import { env } from "./env.server.ts";
import { TooManyRequests } from "./errors.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How often in how many seconds: by one account or mail address, and by one network address (behind it may be many). */
const rules = {
  sign_in: { seconds: 15 * MINUTE, account: 10, address: 60 },
  sign_in_code: { seconds: 15 * MINUTE, account: 5, address: 30 },
  sign_up: { seconds: HOUR, account: 5, address: 30 },
  ask: { seconds: HOUR, account: 15, address: 60 },
  ask_as_guest: { seconds: HOUR, account: 5, address: 20 },
  reply: { seconds: 10 * MINUTE, account: 40, address: 160 },
  upload: { seconds: 10 * MINUTE, account: 60, address: 240 },
  /** Without an account: a network's first words of one thing, and all its words. */
  visitors_word: { seconds: DAY, account: 5, address: 60 },
  search: { seconds: MINUTE, account: 60, address: 120 },
  suggest: { seconds: MINUTE, account: 300, address: 600 },
  find_private: { seconds: MINUTE, account: 120, address: 240 },
  reveal: { seconds: HOUR, account: 120, address: 240 },
  preview: { seconds: MINUTE, account: 60, address: 60 },
} as const;

export type RateLimitRule = keyof typeof rules;

/**
 * Counts one more attempt for each subject (network addresses, mail addresses, `account:12`), and throws
 * TooManyRequests when that is one too many. Called before the check it protects, so that a wrong guess counts too.
 */
export async function limit(name: RateLimitRule, subjects: readonly string[]) {
  const rule = rules[name];
  const counted = subjects.map(normal).filter((subject) => subject !== "");
  if (counted.length === 0) return;
  const most = new Map(counted.map((subject) => [keyOf(name, subject), mostOf(rule, subject)]));
  // in one order, or two requests with the same subjects could wait for each other
  const keys = [...most.keys()].sort();
  const { rows } = await pool.query<Count>({ name: "rate_limit", text: COUNT, values: [keys, rule.seconds] });
  const over = rows.filter((row) => row.count > (most.get(row.key) ?? 0));
  if (over.length > 0) throw new TooManyRequests(Math.max(1, ...over.map((row) => Math.ceil(row.left))));
}

/** Deletes the counts of windows long past. */
export async function clearRateLimits() {
  await pool.query(`DELETE FROM "RateLimit" WHERE "windowStart" < now() - interval '1 day'`);
}

interface Count {
  key: string;
  count: number;
  left: number;
}

// Counts need not survive a power cut, so nobody waits for the disk.
const COUNT = `
  WITH hurry AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
  INSERT INTO "RateLimit" AS counted (key, count, "windowStart")
  SELECT key, 1, now() FROM hurry, unnest($1::text[]) AS key
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN counted."windowStart" <= now() - make_interval(secs => $2) THEN 1 ELSE counted.count + 1 END,
    "windowStart" = CASE WHEN counted."windowStart" <= now() - make_interval(secs => $2) THEN now() ELSE counted."windowStart" END
  RETURNING key, count, extract(epoch FROM "windowStart" + make_interval(secs => $2) - now())::float8 AS left`;

function mostOf(rule: (typeof rules)[RateLimitRule], subject: string) {
  return (isAddress(subject) ? rule.address : rule.account) * env.RATE_LIMIT_FACTOR;
}

function normal(subject: string) {
  return networkOf(subject.trim().toLowerCase());
}

/** Who has one IPv6 address has a whole /64 of them. */
export function networkOf(address: string): string {
  return isIPv6(address) ? `${firstGroups(address, 4)}::/64` : address;
}

function isAddress(subject: string) {
  return isIP(subject) !== 0 || subject.endsWith("::/64");
}

function firstGroups(address: string, count: number) {
  const [head = "", tail = ""] = address.split("%", 1)[0]?.split("::", 2) ?? [];
  const before = head.split(":").filter(Boolean);
  const after = tail.split(":").filter(Boolean);
  const zeros: string[] = new Array(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = [...before, ...zeros, ...after].map((group) => group.replace(/^0+(?=.)/, ""));
  return groups.slice(0, count).join(":");
}

/** Hashed: the table tells nobody who has been here. */
function keyOf(name: RateLimitRule, subject: string) {
  return createHash("sha256").update(`${name}\0${subject}`).digest("base64url");
}
