import { Html } from "./html.tsx";

/** A written text: what `platform/markdown` made of somebody's Markdown, set for reading, in its language's own direction. */
export function Prose({ html, size = "normal" }: { html: string; size?: "normal" | "small" }) {
  return <Html html={html} className={size === "small" ? "prose prose-small" : "prose"} dir="auto" />;
}
