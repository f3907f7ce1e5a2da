import { Html } from "./html.tsx";

interface Props {
  html: string;
  size?: "normal" | "small";
  /** The text's own language, where it is known. */
  lang?: string;
}

/** A written text: what `platform/markdown` made of somebody's Markdown, set for reading, in its language's own direction. */
export function Prose({ html, size = "normal", lang }: Props) {
  return <Html html={html} className={size === "small" ? "prose prose-small" : "prose"} dir="auto" lang={lang} />;
}
