import type { MetaDescriptor } from "@remix-run/react";
import { defaultLocale, type Locale } from "../i18n/locales.ts";
import { type Translate, translator } from "../i18n/translate.ts";

interface RootData {
  siteName: string;
  locale: Locale;
  timeZone: string;
}

interface PageWords {
  title: string;
  /** For search engines: some words of the page itself. */
  description?: string;
  /** The address this page should be known by. */
  canonical?: string;
  /** For pages that are somebody's own, or a piece of another page. */
  isUnlisted?: boolean;
}

/**
 * What a page says of itself in its head: `export const meta: MetaFunction = ({ matches }) => pageMeta(matches, (t) => ({ title: … }))`.
 * The title ends with the site's name.
 */
export function pageMeta(
  matches: readonly ({ id: string; data?: unknown } | undefined)[],
  words: (t: Translate) => PageWords,
): MetaDescriptor[] {
  const root = matches.find((match) => match?.id === "root")?.data as RootData | undefined;
  const { title, description, canonical, isUnlisted } = words(
    translator(root?.locale ?? defaultLocale, root?.timeZone ?? "UTC"),
  );
  const described: MetaDescriptor[] = description
    ? [
        { name: "description", content: description },
        { property: "og:description", content: description },
      ]
    : [];
  return [
    { title: [title, root?.siteName].filter(Boolean).join(" · ") },
    { property: "og:title", content: title },
    ...described,
    ...(canonical ? [{ tagName: "link", rel: "canonical", href: canonical }] : []),
    ...(isUnlisted ? [{ name: "robots", content: "noindex" }] : []),
  ];
}
