import { defaultLocale, isLocale, type Locale } from "./locales.ts";

/**
 * The language to answer in: the account's, else the `locale` cookie's, else the browser's best, else English.
 * Takes the raw `Accept-Language` and `Cookie` headers.
 */
export function negotiateLocale(
  acceptLanguage: string | null,
  cookieHeader: string | null,
  accountLocale?: string | null,
): Locale {
  if (isLocale(accountLocale)) return accountLocale;
  const chosen = /(?:^|;\s*)locale=([^;]+)/.exec(cookieHeader ?? "")?.[1];
  if (isLocale(chosen)) return chosen;
  return preferences(acceptLanguage ?? "").find(isLocale) ?? defaultLocale;
}

function preferences(header: string): string[] {
  return header
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find(Boolean);
      return { language: tag.toLowerCase().split("-")[0] ?? "", quality: quality ? Number(quality) : 1 };
    })
    .filter((preference) => preference.quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map((preference) => preference.language);
}
