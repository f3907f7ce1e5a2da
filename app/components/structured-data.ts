import type { MetaDescriptor } from "@remix-run/react";
import type { BreadcrumbList, QAPage, TechArticle, WithContext } from "schema-dts";

/** Whose site it is, and where. */
export interface Site {
  name: string;
  origin: string;
}

export type StructuredThing = QAPage | BreadcrumbList | TechArticle;

/**
 * Things as JSON-LD in a page's head. Data, not script: no policy has to allow it, and `<` is escaped where it is
 * written (by Remix), so that no text of anybody's ends the element.
 */
export function structured(things: readonly StructuredThing[]): MetaDescriptor[] {
  return things.map((thing) => ({ "script:ld+json": withContext(thing) as unknown as Record<string, string> }));
}

function withContext(thing: StructuredThing): WithContext<StructuredThing> {
  return Object.assign({ "@context": "https://schema.org" as const }, thing as Exclude<StructuredThing, string>);
}

/** The way to a page, itself last and without an address. */
export function breadcrumbList(origin: string, items: readonly { name: string; href?: string }[]): BreadcrumbList {
  return {
    "@type": "BreadcrumbList",
    itemListElement: items.map(({ name, href }, index) => ({
      "@type": "ListItem" as const,
      position: index + 1,
      name,
      ...(href ? { item: new URL(href, origin).href } : {}),
    })),
  };
}
