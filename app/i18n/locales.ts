/** The languages the interface speaks, first the one that is spoken when nothing else is known. */
export const locales = ["en", "de"] as const;
export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = "en";

/** How each language names itself, for the language switch. */
export const localeNames: Record<Locale, string> = { en: "English", de: "Deutsch" };

/** Writing direction; a right-to-left language needs nothing but its entry here. */
export const localeDirections: Record<Locale, "ltr" | "rtl"> = { en: "ltr", de: "ltr" };

/** The region whose habits dates and numbers follow: British English, because it is the one read everywhere. */
export const formatLocales: Record<Locale, string> = { en: "en-GB", de: "de-DE" };

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}
