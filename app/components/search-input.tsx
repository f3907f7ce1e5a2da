import { useT } from "../i18n/use-t.tsx";

interface Props {
  id: string;
  query?: string;
  placeholder?: string;
}

/** The field of a search form. Suggestions come by script while one types (enhance/search-box.js); without it, by sending. */
export function SearchInput({ id, query, placeholder }: Props) {
  const t = useT();
  return (
    <>
      <label className="unseen" htmlFor={id}>
        {t("shell.search")}
      </label>
      <input
        id={id}
        className="input"
        type="search"
        name="q"
        defaultValue={query}
        placeholder={placeholder ?? t("shell.search.placeholder")}
        autoComplete="off"
        dir="auto"
        maxLength={400}
        data-search={t("search.suggestions")}
      />
    </>
  );
}
