import { type Locale, locales } from "./locales.ts";

/** A message's key: exactly the keys of the English files, so that a missing one doesn't compile. */
export type Key = keyof typeof import("./en.ts").default;
export type Catalogue = Record<Key, string>;

const loaders: Record<Locale, () => Promise<{ default: Catalogue }>> = {
  en: () => import("./en.ts"),
  de: () => import("./de.ts"),
};
const loaded = new Map<Locale, Catalogue>();

/** Fetches a language; a browser calls it for its one language before it hydrates. */
export async function loadCatalogue(locale: Locale): Promise<void> {
  if (!loaded.has(locale)) loaded.set(locale, (await loaders[locale]()).default);
}

/** The messages of a language that has been loaded. */
export function catalogue(locale: Locale): Catalogue {
  const messages = loaded.get(locale);
  if (!messages) throw new Error(`Messages for "${locale}" were not loaded: call loadCatalogue first`);
  return messages;
}

// The server speaks every language at any time; a browser only its reader's, or each page would carry them all.
if (typeof document === "undefined") await Promise.all(locales.map(loadCatalogue));
