import type { MetaDescriptor } from "@remix-run/react";
import { defaultLocale, formatLocales, type Locale } from "../i18n/locales.ts";
import { type Translate, translator } from "../i18n/translate.ts";
import { type Site, type StructuredThing, structured } from "./structured-data.ts";

interface RootData {
  siteName: string;
  locale: Locale;
  timeZone: string;
  origin: string;
  viewer: { kind: string };
}

interface PageWords {
  title: string;
  /** For search engines: some words of the page itself. */
  description?: string;
  /** The path this page should be known by; what has none belongs to somebody, and says nothing to other sites. */
  canonical?: string;
  /** For pages that are somebody's own, or a piece of another page, or too thin to be worth finding. */
  isUnlisted?: boolean;
  /** The path of the picture that is shown where somebody shares the page; null for what not everybody may read. */
  preview?: string | null;
  /** Feeds of what the page lists. */
  feeds?: readonly { title: string; href: string }[];
  /** What the page says to machines. */
  things?: (site: Site) => StructuredThing[];
}

type Matches = readonly ({ id: string; data?: unknown } | undefined)[];

/** Of the site itself, for pages that have none of their own. */
const SITE_PREVIEW = "/preview.png";
/** As every preview is drawn. */
const PREVIEW_SIZE = { width: "1200", height: "630" };

/**
 * What a page says of itself in its head: `export const meta: MetaFunction = ({ matches }) => pageMeta(matches, (t) => ({ title: … }))`.
 * The title ends with the site's name.
 */
export function pageMeta(matches: Matches, words: (t: Translate) => PageWords): MetaDescriptor[] {
  const root = matches.find((match) => match?.id === "root")?.data as RootData | undefined;
  const page = words(translator(root?.locale ?? defaultLocale, root?.timeZone ?? "UTC"));
  const { title, canonical, isUnlisted, feeds = [] } = page;
  return [
    { title: [title, root?.siteName].filter(Boolean).join(" · ") },
    ...(isUnlisted ? [{ name: "robots", content: "noindex" }] : []),
    ...(root && canonical !== undefined ? [address(canonical, root)] : []),
    ...(root?.viewer.kind === "visitor" ? forOtherSites(page, root) : []),
    ...feeds.map((feed) => ({ tagName: "link", rel: "alternate", type: "application/atom+xml", ...feed })),
  ];
}

const hrefOf = (canonical: string, { origin }: RootData) => new URL(canonical, origin).href;

const address = (canonical: string, root: RootData) => ({
  tagName: "link",
  rel: "canonical",
  href: hrefOf(canonical, root),
});

/** What is shown where it is found and shared, and what it is about in words for machines. Other sites come as visitors. */
function forOtherSites(page: PageWords, root: RootData): MetaDescriptor[] {
  const { title, description, canonical, preview = SITE_PREVIEW, isUnlisted, things } = page;
  const words = description ? [{ name: "description", content: description }] : [];
  if (canonical === undefined) return words;
  const { origin, siteName, locale } = root;
  const properties = {
    "og:type": "website",
    "og:title": title,
    "og:url": hrefOf(canonical, root),
    "og:site_name": siteName,
    "og:locale": formatLocales[locale].replace("-", "_"),
    ...(description ? { "og:description": description } : {}),
    ...(preview === null ? {} : previewProperties(new URL(preview, origin).href, title)),
  };
  return [
    ...words,
    ...Object.entries(properties).map(([property, content]) => ({ property, content })),
    { name: "twitter:card", content: preview === null ? "summary" : "summary_large_image" },
    ...(things && !isUnlisted ? structured(things({ name: siteName, origin })) : []),
  ];
}

const previewProperties = (image: string, alt: string) => ({
  "og:image": image,
  "og:image:width": PREVIEW_SIZE.width,
  "og:image:height": PREVIEW_SIZE.height,
  "og:image:alt": alt,
});
