import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrast, luminance, type Theme, tokensOf } from "./colours.ts";

const css = readFileSync("app/styles/tokens.css", "utf8");
const tokens = tokensOf(css);

interface Pair {
  text: string;
  ground: string;
  least: number;
}

/** `contrast: --ink --ink-soft on --paper is 4.5`: each of the first on each of the second. */
function pairs(): Pair[] {
  const lines = [...css.matchAll(/contrast: (?<texts>[-\w ]+) on (?<grounds>[-\w ]+) is (?<least>[\d.]+)/g)];
  return lines.flatMap(({ groups = {} }) =>
    names(groups.texts).flatMap((text) =>
      names(groups.grounds).map((ground) => ({ text, ground, least: Number(groups.least) })),
    ),
  );
}

const names = (list = "") => list.trim().split(/\s+/);

describe("colours", () => {
  test("a colour's contrast is computed as WCAG defines it", () => {
    expect(contrast(luminance("oklch(0 0 0)"), luminance("oklch(1 0 0)"))).toBeCloseTo(21, 5);
    // #767676 on white is WCAG's own borderline case: 4.54.
    expect(contrast(luminance("oklch(0.5654 0 0)"), luminance("oklch(1 0 0)"))).toBeCloseTo(4.54, 1);
  });

  test("the sheet declares its pairs", () => expect(pairs().length).toBeGreaterThan(80));

  test.each<Theme>(["light", "dark"])("every declared pair can be told apart in the %s theme", (theme) => {
    const poor = pairs().flatMap(({ text, ground, least }) => {
      const found = contrast(luminance(tokens.colour(text, theme)), luminance(tokens.colour(ground, theme)));
      return found < least ? [`${text} on ${ground}: ${found.toFixed(2)} < ${least}`] : [];
    });
    expect(poor).toEqual([]);
  });

  test("every colour of text and of meaning is in a declared pair", () => {
    const checked = new Set(pairs().flatMap(({ text, ground }) => [text, ground]));
    const decorative = new Set(["--line", "--private-line"]);
    expect(tokens.names.filter((name) => !checked.has(name) && !decorative.has(name))).toEqual([]);
  });
});
