/** Light or dark: the device's own choice unless somebody chose otherwise. */
export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The choice in a `Cookie` header. */
export function themeIn(cookies: string | null): Theme {
  const chosen = /(?:^|;\s*)theme=(\w+)/.exec(cookies ?? "")?.[1];
  return themes.find((theme) => theme === chosen) ?? "auto";
}
