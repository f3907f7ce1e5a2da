import { beforeAll, describe, expect, test } from "vitest";
import { ByteCache } from "../../app/platform/markdown/byte-cache.ts";
import { renderMany, renderMarkdown } from "../../app/platform/markdown/render.server.ts";
import { renderHtml } from "../../app/platform/markdown/render-html.ts";
import { RenderPool } from "../../app/platform/markdown/render-pool.server.ts";

const long = (word: string) => `**${word}** `.repeat(500);

describe("renderMarkdown", () => {
  beforeAll(async () => {
    await renderMarkdown(long("start a thread"));
  });

  test("short and long texts come out alike, in their order", async () => {
    const sources = ["*a*", long("b"), "c", long("d"), long("b")];
    expect(await renderMany(sources)).toEqual(sources.map(renderHtml));
  });

  test("a text beyond the size limit is shown plain", async () => {
    const html = await renderMarkdown(`*a*\n${"x".repeat(262_144)}`);
    expect(html).toMatch(/^<p dir="auto">\*a\*<br>\nx+<\/p>\n$/);
  });

  test("the same text is rendered once", async () => {
    const source = long("again");
    const [first, second] = await renderMany([source, source]);
    expect(first).toBe(second);
    const started = performance.now();
    for (let view = 0; view < 100; view++) await renderMarkdown(source);
    expect(performance.now() - started).toBeLessThan(50);
  });
});

describe("a rendering thread", () => {
  const slow = `\`\`\`java\n${"$".repeat(6_000)}\n\`\`\``;

  test("is killed when a text takes too long, and the next text gets a new one", async () => {
    const pool = new RenderPool(10_000);
    expect(await pool.render("*a*")).toEqual({ html: '<p dir="auto"><em>a</em></p>\n' });
    const hasty = new RenderPool(5);
    expect(await hasty.render(slow)).toBe("late");
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => hasty.render(slow)));
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => "late"));
  });

  test("keeps nobody else waiting while it works", async () => {
    const pool = new RenderPool();
    await pool.render("start");
    let longest = 0;
    let last = performance.now();
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    await Promise.all(Array.from({ length: 4 }, (_, n) => pool.render(`${slow}${n}`)));
    clearInterval(pulse);
    expect(longest).toBeLessThan(200);
  });

  test("is refused, not queued without end, when hundreds wait", async () => {
    const pool = new RenderPool();
    const outcomes = await Promise.all(Array.from({ length: 300 }, () => pool.render("*a*")));
    expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(100);
  });
});

describe("the cache", () => {
  test("holds no more bytes than it may, and lets the least recently used go", () => {
    const cache = new ByteCache(3_000);
    for (const key of ["a", "b", "c"]) cache.set(key, key.repeat(300));
    cache.get("a");
    cache.set("d", "d".repeat(300));
    expect([...["a", "b", "c", "d"]].filter((key) => cache.get(key))).toEqual(["a", "c", "d"]);
    expect(cache.bytes).toBeLessThanOrEqual(3_000);
  });

  test("does not take what alone would fill it, nor count a text twice", () => {
    const cache = new ByteCache(3_000);
    cache.set("a", "x".repeat(300));
    cache.set("huge", "x".repeat(2_000));
    cache.set("a", "x".repeat(300));
    expect(cache.get("huge")).toBeUndefined();
    expect(cache.bytes).toBe(900);
    cache.delete("a");
    expect(cache.bytes).toBe(0);
  });

  test("forgets what was kept for a while only", () => {
    let now = 0;
    const cache = new ByteCache(3_000, () => now);
    cache.set("late", "plain", 1_000);
    now = 999;
    expect(cache.get("late")).toBe("plain");
    now = 1_000;
    expect(cache.get("late")).toBeUndefined();
    expect(cache.bytes).toBe(0);
  });
});
