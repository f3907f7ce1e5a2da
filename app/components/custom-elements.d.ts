import type { DetailedHTMLProps, HTMLAttributes } from "react";

type Custom<More = object> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & { class?: string } & More;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "relative-time": Custom<{ datetime: string; tense?: string; threshold?: string; format?: string }>;
      "markdown-toolbar": Custom<{ for: string }>;
      "private-finder": Custom;
      "promise-finder": Custom;
      "text-expander": Custom<{ keys: string }>;
      "file-attachment": Custom<{ input: string }>;
      "md-bold": Custom;
      "md-italic": Custom;
      "md-code": Custom;
      "md-link": Custom;
      "md-quote": Custom;
      "md-unordered-list": Custom;
      "md-ordered-list": Custom;
    }
  }
}
