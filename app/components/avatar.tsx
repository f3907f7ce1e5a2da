interface Props {
  name: string;
  size?: "small" | "medium" | "large";
}

const hues = 12;

/** A person's initials on a colour that is always theirs. Decoration: the name stands beside it. */
export function Avatar({ name, size = "medium" }: Props) {
  return (
    <span className={`avatar avatar-${size} avatar-hue-${hueOf(name)}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => firstLetter(word ?? ""));
  return letters.join("").toLocaleUpperCase() || "?";
}

/** The first thing a reader takes for a letter: half of an emoji is none. */
const firstLetter = (word: string) => [...word].find((sign) => /[\p{L}\p{N}]/u.test(sign)) ?? "";

function hueOf(name: string): number {
  let sum = 7;
  for (const sign of name) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return sum % hues;
}
