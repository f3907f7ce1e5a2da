import type { Viewer } from "../accounts/viewer.ts";
import { privateValuesIn } from "./detect.server.ts";
import { detectionFor } from "./identifiers.server.ts";
import { type FoundValue, hiddenInName } from "./private-value.ts";

/** A file's name with what looks private taken out: many names come from a machine, so nobody is asked about one. */
export async function withoutPrivateName(viewer: Viewer, name: string): Promise<string> {
  const detection = await detectionFor(viewer);
  const readings = await Promise.all([name, spaced(name)].map((text) => privateValuesIn(text, detection)));
  return joined(readings.flat()).reduceRight(
    (rest, { start, end, kind }) => rest.slice(0, start) + hiddenInName(kind) + rest.slice(end),
    name,
  );
}

/** As it is meant: a name has underscores and hyphens where words have spaces. As long as it was, so that places stay. */
const spaced = (name: string) => name.replace(/_|-(?!\d)|(?<!\d)-/g, " ");

/** What both readings have found, once each; where they overlap, all that either took. */
function joined(found: readonly FoundValue[]): FoundValue[] {
  const all: FoundValue[] = [];
  for (const one of [...found].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = all.at(-1);
    if (last && one.start < last.end) last.end = Math.max(last.end, one.end);
    else all.push({ ...one });
  }
  return all;
}
