import { describe, expect, test } from "vitest";
import { pageKey } from "../../app/platform/page-key.server.ts";

const localeOf = (acceptLanguage: string | null) => acceptLanguage?.slice(0, 2) ?? "en";
const key = (url: string, headers: Record<string, string> = {}, method = "GET") =>
  pageKey({ method, url, headers }, localeOf);

describe("two visitors share a kept page", () => {
  test("when they ask for the same address in the same language", () => {
    expect(key("/threads/1")).toBe(key("/threads/1"));
    expect(key("/threads/1", { "accept-language": "de-AT,de" })).not.toBe(key("/threads/1"));
  });

  test("however the parameters are ordered, and whoever sent them", () => {
    expect(key("/?sort=new&tag=wifi")).toBe(key("/?tag=wifi&utm_source=mail&sort=new&fbclid=1"));
    expect(key("/?sort=new")).not.toBe(key("/?sort=old"));
  });

  test("only with the same choices of theme, language and time zone", () => {
    expect(key("/", { cookie: "theme=dark; tz=Europe/Vienna" })).toBe(
      key("/", { cookie: "tz=Europe/Vienna; theme=dark" }),
    );
    expect(key("/", { cookie: "theme=dark" })).not.toBe(key("/"));
  });
});

describe("a page is made for one visitor alone", () => {
  test.each([
    ["who is signed in", "/", { cookie: "theme=dark; session=abc" }],
    ["who has a cookie that we know nothing of", "/", { cookie: "asked=1" }],
    ["who shows a token", "/", { authorization: "Bearer abc" }],
    ["whose address may hold a secret", "/requests/5?key=abc", {}],
    ["who develops", "/dev/mailbox", {}],
    ["whose address is longer than any of ours", `/?q=${"x".repeat(700)}`, {}],
  ])("%s", (_who, url, headers) => {
    expect(key(url, headers as Record<string, string>)).toBeUndefined();
  });

  test("who sends something", () => {
    expect(key("/", {}, "POST")).toBeUndefined();
  });
});
