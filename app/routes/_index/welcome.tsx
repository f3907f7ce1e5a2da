import { ButtonLink } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { SearchInput } from "../../components/search-input.tsx";
import { useT } from "../../i18n/use-t.tsx";

/** For whoever arrives stuck: the search first, since the answer may be there already. */
export function Welcome() {
  const t = useT();
  return (
    <header className="welcome">
      <h1>{t("home.welcome")}</h1>
      <p className="welcome-text">{t("home.welcome.text")}</p>
      <search>
        <form action="/search" className="welcome-search">
          <SearchInput id="welcome-q" placeholder={t("home.search.placeholder")} />
          <button type="submit" className="button button-primary button-medium">
            <Icon name="search" />
            <span>{t("shell.search")}</span>
          </button>
        </form>
      </search>
      <p className="welcome-ask">
        {t("home.or")}
        <ButtonLink href="/threads/new">{t("home.ask")}</ButtonLink>
      </p>
    </header>
  );
}
