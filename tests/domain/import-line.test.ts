import { describe, expect, test } from "vitest";
import { BadLine, readThread } from "../../app/domain/threads/import-line.server.ts";

const post = { n: 1, author: "vera", created_at: "2021-03-01T10:00:00Z", likes: 0, body: "It drops." };
const thread = {
  id: "1",
  source: "acme",
  title: "Router loses Wi-Fi",
  category: "Routers",
  tags: ["wi-fi"],
  created_at: "2021-03-01T10:00:00Z",
  posts: [post],
};

function refusal(line: unknown) {
  try {
    readThread(typeof line === "string" ? line : JSON.stringify(line));
  } catch (error) {
    if (error instanceof BadLine) return error.message;
    throw error;
  }
  return "taken";
}

describe("A line of an import", () => {
  test("is taken when it is a thread", () => {
    expect(readThread(JSON.stringify(thread))).toMatchObject({
      title: "Router loses Wi-Fi",
      posts: [{ body: "It drops." }],
    });
  });

  test.each<[string, unknown]>([
    ["invalid_json", '{"id":'],
    ["invalid_json", "12 monkeys"],
    ["wrong_type", "[]"],
    ["wrong_type", "null"],
    ["missing (title)", { ...thread, title: undefined }],
    ["required (title)", { ...thread, title: " \u200b\n" }],
    ["too_long (title)", { ...thread, title: "a".repeat(301) }],
    ["wrong_type (title)", { ...thread, title: 12 }],
    ["wrong_type (id)", { ...thread, id: 12 }],
    ["too_long (source)", { ...thread, source: "s".repeat(201) }],
    ["required (category)", { ...thread, category: "" }],
    ["wrong_type (tags)", { ...thread, tags: "wi-fi" }],
    ["wrong_type (tags[0])", { ...thread, tags: [1] }],
    ["too_small (views)", { ...thread, views: -1 }],
    ["too_large (views)", { ...thread, views: 2 ** 31 }],
    ["wrong_type (views)", { ...thread, views: 1.5 }],
    ["missing (created_at)", { ...thread, created_at: undefined }],
    ["wrong_type (created_at)", { ...thread, created_at: 1_614_592_800 }],
    ["invalid_date (created_at)", { ...thread, created_at: "2021-02-30T10:00:00Z" }],
    ["invalid_date (created_at)", { ...thread, created_at: "yesterday" }],
    ["future_date (9000-01-01T00:00:00.000Z)", { ...thread, created_at: "9000-01-01T00:00:00Z" }],
    ["too_old_date (0000-01-01T00:00:00.000Z)", { ...thread, created_at: "0000-01-01T00:00:00Z" }],
    ["missing (posts)", { ...thread, posts: undefined }],
    ["no_posts (posts)", { ...thread, posts: [] }],
    ["wrong_type (posts[1])", { ...thread, posts: [post, null] }],
    ["first_post_missing (posts)", { ...thread, posts: [{ ...post, n: 2 }] }],
    ["post_twice (posts, n 2)", { ...thread, posts: [{ ...post, n: 2 }, post, { ...post, n: 2 }] }],
    ["too_small (posts[0].n)", { ...thread, posts: [{ ...post, n: 0 }] }],
    ["missing (posts[0].author)", { ...thread, posts: [{ ...post, author: undefined }] }],
    ["missing (posts[0].body)", { ...thread, posts: [{ ...post, body: undefined }] }],
    ["too_long (posts[0].body)", { ...thread, posts: [{ ...post, body: "x".repeat(65_537) }] }],
    ["unstorable_characters (posts[0].body)", { ...thread, posts: [{ ...post, body: "a\u0000b" }] }],
    ["unstorable_characters (posts[0].body)", { ...thread, posts: [{ ...post, body: "half \ud83d" }] }],
    ["unstorable_characters (title)", { ...thread, title: "\u0000" }],
    ["too_large (posts[0].likes)", { ...thread, posts: [{ ...post, likes: 1e12 }] }],
    ["wrong_type (posts[0].accepted)", { ...thread, posts: [{ ...post, accepted: "yes" }] }],
  ])("is refused as %s", (reason, line) => {
    expect(refusal(line)).toBe(reason);
  });

  test("may hold a paste of 60 KB, an empty reply and numbers with gaps", () => {
    const long = { ...post, body: "x".repeat(61_440) };
    const { posts } = readThread(JSON.stringify({ ...thread, posts: [{ ...post, n: 9, body: "" }, long] }));
    expect(posts.map(({ n, body }) => [n, body.length])).toEqual([
      [1, 61_440],
      [9, 0],
    ]);
  });

  test("loses the tags that are longer than any tag, and says how many", () => {
    const { tags, tagsLeftOut } = readThread(JSON.stringify({ ...thread, tags: ["wi-fi", "x".repeat(51), " "] }));
    expect({ tags, tagsLeftOut }).toEqual({ tags: ["wi-fi"], tagsLeftOut: 2 });
  });

  test("keeps moments as UTC, whatever their offset", () => {
    const line = JSON.stringify({ ...thread, created_at: "2021-03-01T12:00:00+02:00" });
    expect(readThread(line).createdAt).toBe("2021-03-01T10:00:00.000Z");
  });
});
