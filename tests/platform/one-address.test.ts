import { expect, test } from "vitest";
import { oneAddress } from "../../app/platform/one-address.server.ts";

test.each([
  ["/", "/"],
  ["/threads/12", "/threads/12"],
  ["/threads/12/", "/threads/12"],
  ["//threads//12//", "/threads/12"],
  ["/\\evil.example/", "/evil.example"],
  ["//evil.example/", "/evil.example"],
  ["/THREADS/12/feed", "/threads/12/feed"],
  ["/People/Vera", "/people/Vera"],
  ["/threads/12-printer-forgets-wi-fi", "/threads/12"],
  ["/threads/12.", "/threads/12"],
  ["/threads/12),", "/threads/12"],
  ["/threads/12.data", "/threads/12.data"],
  ["/threads/-1", "/threads/-1"],
  ["/threads/12-a/feed", "/threads/12-a/feed"],
  ["/_root.data", "/_root.data"],
  ["/categories/Kleine%20Ger%C3%A4te", "/categories/Kleine%20Ger%C3%A4te"],
])("the one address of %s", (asked, one) => {
  expect(oneAddress(asked)).toBe(one);
  expect(oneAddress(one)).toBe(one);
});
