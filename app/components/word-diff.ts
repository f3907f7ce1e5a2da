export interface DiffPart {
  kind: "same" | "removed" | "added";
  text: string;
}

/** Above this many words squared the texts are shown whole: the table would cost more than it tells. */
const maxCells = 1_000_000;

/** What changed between two texts, word by word (longest common subsequence). */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [old, now] = [words(before), words(after)];
  if (old.length * now.length > maxCells) return merged([part("removed", before), part("added", after)]);
  const lengths = commonLengths(old, now);
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [a, b] = [old[i], now[j]];
    if (a !== undefined && a === b) {
      parts.push(part("same", a));
      i++;
      j++;
    } else if (b === undefined || (a !== undefined && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      parts.push(part("removed", a ?? ""));
      i++;
    } else {
      parts.push(part("added", b));
      j++;
    }
  }
  return merged(parts);
}

const words = (text: string) => text.match(/\s+|[^\s]+/g) ?? [];
const part = (kind: DiffPart["kind"], text: string): DiffPart => ({ kind, text });
const at = (table: Uint32Array[], i: number, j: number) => table[i]?.[j] ?? 0;

/** How long the longest common run of words is from each pair of places on. */
function commonLengths(old: string[], now: string[]): Uint32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = table[i] as Uint32Array;
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] = old[i] === now[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function merged(parts: DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  for (const next of parts) {
    const last = result.at(-1);
    if (last?.kind === next.kind) last.text += next.text;
    else if (next.text) result.push({ ...next });
  }
  return result;
}
