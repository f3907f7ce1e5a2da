import { Prose } from "../../components/prose.tsx";
import { isLocale, localeNames } from "../../i18n/locales.ts";

/** A text in each of its languages, as it reads. */
export function Texts({ htmls, title }: { htmls: Record<string, string>; title: string }) {
  return (
    <section className="stack stack-s">
      <h2>{title}</h2>
      {Object.entries(htmls).map(([locale, html]) => (
        <article key={locale} className="answer-text" lang={locale}>
          <h3>{isLocale(locale) ? localeNames[locale] : locale}</h3>
          <Prose html={html} />
        </article>
      ))}
    </section>
  );
}
