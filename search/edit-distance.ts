/**
 * How many slips of the keyboard lie between two words: a letter left out, put in, changed, or two neighbours swapped
 * (optimal string alignment). Above `most` the answer is only that it is more.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(nextDistance(a, b, i, j, before, above, row));
    if (Math.min(...row) > most) return most + 1;
    [before, above] = [above, row];
  }
  return above[b.length] as number;
}

function nextDistance(a: string, b: string, i: number, j: number, before: number[], above: number[], row: number[]) {
  const isSame = a[i - 1] === b[j - 1];
  const changed = (above[j - 1] as number) + (isSame ? 0 : 1);
  const leftOut = (above[j] as number) + 1;
  const putIn = (row[j - 1] as number) + 1;
  const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  const swapped = isSwapped ? (before[j - 2] as number) + 1 : Number.POSITIVE_INFINITY;
  return Math.min(changed, leftOut, putIn, swapped);
}
