/** Reads colours from a style sheet's tokens and compares them as WCAG 2 does. */
export type Theme = "light" | "dark";

interface Tokens {
  /** Names of all tokens that are colours. */
  names: string[];
  /** The `oklch(…)` of a token in a theme. */
  colour(name: string, theme: Theme): string;
}

/** The colour tokens of a sheet: `--name: light-dark(oklch(…), oklch(…))`, hues by `var(--hue-…)`. */
export function tokensOf(css: string): Tokens {
  const declared = new Map(
    [...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
  );
  const resolved = (value: string) =>
    value.replace(/var\((--[\w-]+)\)/g, (_, name: string) => declared.get(name) ?? "");
  const colours = (name: string) => resolved(declared.get(name) ?? "").match(/oklch\([^()]+\)/g) ?? [];
  return {
    names: [...declared].filter(([, value]) => value.startsWith("light-dark(oklch(")).map(([name]) => name),
    colour(name, theme) {
      const [light, dark] = colours(name);
      const found = theme === "light" ? light : (dark ?? light);
      if (!found) throw new Error(`no colour ${name}`);
      return found;
    },
  };
}

/** Relative luminance (WCAG 2.2) of an `oklch(L C H)`; colours outside sRGB are clipped, as a screen does. */
export function luminance(oklch: string): number {
  const [lightness = 0, chroma = 0, hue = 0] = (oklch.match(/[\d.]+/g) ?? []).map(Number);
  const angle = (hue * Math.PI) / 180;
  const [r, g, b] = linearRgb(lightness, chroma * Math.cos(angle), chroma * Math.sin(angle));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Oklab to linear sRGB: Björn Ottosson, "A perceptual color space for image processing", 2020. */
function linearRgb(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Contrast ratio of two luminances, 1 to 21. */
export function contrast(one: number, other: number): number {
  const [dark, light] = one < other ? [one, other] : [other, one];
  return (light + 0.05) / (dark + 0.05);
}
