/** An address often says in words what was to be there: they are looked for. */
export function searchFor(pathname: string): string {
  const name = pathname.split("/").findLast((part) => part !== "") ?? "";
  const words = readable(name)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim();
  return /\p{L}{2}.* /u.test(words)
    ? `/search?q=${encodeURIComponent(words.slice(0, LONGEST).toWellFormed())}`
    : "/search";
}

const LONGEST = 120;

function readable(part: string): string {
  try {
    return decodeURIComponent(part).toWellFormed();
  } catch {
    return "";
  }
}
