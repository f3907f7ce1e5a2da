import { createElement } from "react";

interface Props {
  /** Made by `platform/markdown` or by us: this is the one place where HTML is taken as it is. */
  html: string;
  as?: "div" | "span" | "svg" | "mark";
  className?: string;
  dir?: "auto";
  lang?: string;
}

/** HTML that has been made safe already. */
export function Html({ html, as = "div", className, dir, lang }: Props) {
  return createElement(as, {
    className,
    dir,
    lang,
    "aria-hidden": as === "svg" ? true : undefined,
    dangerouslySetInnerHTML: { __html: html },
  });
}
