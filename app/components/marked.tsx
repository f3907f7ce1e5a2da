import type { ReactNode } from "react";

interface Props {
  /** Pieces of a text in their order; `at` is where each begins. */
  segments: readonly { at: number; text: string; isMatch: boolean }[];
}

/** Text with what was looked for marked. */
export function Marked({ segments }: Props): ReactNode {
  return segments.map(({ at, text, isMatch }) => (isMatch ? <mark key={at}>{text}</mark> : text));
}
