import { Icon } from "../../components/icon.tsx";
import { PageLayout } from "../../components/layouts.tsx";
import { SearchInput } from "../../components/search-input.tsx";
import { useT } from "../../i18n/use-t.tsx";

/** Nothing was typed yet: a field for it, and what can be asked for beside words. */
export function Start() {
  const t = useT();
  const examples = [
    [t("search.help.example.phrase"), t("search.help.phrase")],
    [t("search.help.example.without"), t("search.help.without")],
    ["is:solved", t("search.help.solved")],
    ["category:printers", t("search.help.category")],
    ["tag:wifi", t("search.help.tag")],
    ["by:ana", t("search.help.by")],
    ["before:2026-01-31", t("search.help.before")],
    ["in:title", t("search.help.in")],
    ["min_posts:5", t("search.help.min_posts")],
    ["order:newest", t("search.help.order")],
  ];
  return (
    <PageLayout title={t("search.start.title")} width="text" lead={t("search.start.text")}>
      <search>
        <form action="/search" className="search-start">
          <SearchInput id="start-q" />
          <button type="submit" className="button button-primary button-medium">
            <Icon name="search" />
            <span>{t("shell.search")}</span>
          </button>
        </form>
      </search>
      <section className="search-help">
        <h2>{t("search.help.title")}</h2>
        <dl>
          {examples.map(([typed, meaning]) => (
            <div key={typed}>
              <dt>
                <code>{typed}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </section>
    </PageLayout>
  );
}
