import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiffPart, wordDiff } from "../../app/components/word-diff.ts";

const text = (parts: DiffPart[], without: DiffPart["kind"]) =>
  parts
    .filter((part) => part.kind !== without)
    .map((part) => part.text)
    .join("");

test("a diff holds both texts whole", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const parts = wordDiff(before, after);
      expect(text(parts, "added")).toBe(before);
      expect(text(parts, "removed")).toBe(after);
    }),
  );
});

test("what stayed is not marked", () => {
  expect(wordDiff("the X200 forgets", "the new X200 forgets")).toEqual([
    { kind: "same", text: "the " },
    { kind: "added", text: "new " },
    { kind: "same", text: "X200 forgets" },
  ]);
});

test("texts too long to compare word by word are shown whole", () => {
  const [long, other] = ["a ".repeat(2000), "b ".repeat(2000)];
  expect(wordDiff(long, other)).toEqual([
    { kind: "removed", text: long },
    { kind: "added", text: other },
  ]);
});
