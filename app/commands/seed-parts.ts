/** A part of a seed text: a line of `@@ WHAT field | field | …`, and what stands below it. */
export interface Part {
  what: string;
  fields: string[];
  body: string;
}

/** Splits a text at the lines that begin with `@@`. */
export function partsOf(text: string): Part[] {
  return text
    .split(/^@@ /m)
    .slice(1)
    .map((part) => {
      const [head = "", ...lines] = part.split("\n");
      const [what = "", ...words] = head.split(" ");
      return { what, fields: words.join(" ").split(" | "), body: lines.join("\n").trim() };
    });
}

/** The parts in stories: each begins with a part of this kind. */
export function storiesIn(text: string, opening: string): [Part, ...Part[]][] {
  const stories: [Part, ...Part[]][] = [];
  for (const part of partsOf(text)) {
    if (part.what === opening) stories.push([part]);
    else stories.at(-1)?.push(part);
  }
  return stories;
}

/** Of the fields `views 12`, `tags a, b` the one named; empty when there is none. */
export const named = (fields: string[], name: string) =>
  fields.find((field) => field.startsWith(`${name} `))?.slice(name.length + 1) ?? "";

/** `a, b` → ["a", "b"]. */
export const list = (text: string) => (text ? text.split(", ") : []);

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90m`, `+5h` or `3d` in milliseconds; `-4d` lies ahead of an age. */
export function duration(text: string): number {
  const [, sign, amount, unit] = /^([+-]?)(\d+)([mhd])$/.exec(text) ?? [];
  const length = UNITS[unit ?? ""];
  if (!length) throw new Error(`"${text}" is no time such as 90m, 5h or 3d`);
  return Number(amount) * length * (sign === "-" ? -1 : 1);
}
