import type { ReactNode } from "react";
import { type Locale, localeNames, locales } from "../i18n/locales.ts";
import { useT } from "../i18n/use-t.tsx";
import { type Theme, themes } from "./theme.ts";

export interface Preferences {
  locale: Locale;
  theme: Theme;
}

interface Props {
  siteName: string;
  preferences: Preferences;
  path: string;
}

/** The end of every page: its language and its light, each one press away without scripts. */
export function ShellFooter({ siteName, preferences, path }: Props) {
  const t = useT();
  return (
    <footer className="shell-footer">
      <div className="shell-footer-line">
        <p>
          <strong>{siteName}</strong> {t("shell.footer.promise")} <a href="/support-hours">{t("hours.title")}</a>
        </p>
        <div className="shell-footer-choices">
          <Choices label={t("shell.language")} path={path}>
            {locales.map((locale) => (
              <Choice key={locale} name="locale" value={locale} isChosen={locale === preferences.locale} lang={locale}>
                {localeNames[locale]}
              </Choice>
            ))}
          </Choices>
          <Choices label={t("shell.theme")} path={path}>
            {themes.map((theme) => (
              <Choice key={theme} name="theme" value={theme} isChosen={theme === preferences.theme}>
                {t(`shell.theme.${theme}`)}
              </Choice>
            ))}
          </Choices>
        </div>
      </div>
    </footer>
  );
}

function Choices({ label, path, children }: { label: string; path: string; children: ReactNode }) {
  return (
    <form method="post" action="/preferences">
      <input type="hidden" name="redirectTo" value={path} />
      <fieldset className="segments" aria-label={label}>
        {children}
      </fieldset>
    </form>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  isChosen: boolean;
  lang?: string;
  children: ReactNode;
}

function Choice({ name, value, isChosen, lang, children }: ChoiceProps) {
  return (
    <button type="submit" name={name} value={value} aria-pressed={isChosen} lang={lang}>
      {children}
    </button>
  );
}
