import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { searchHref } from "./address.ts";
import type { SearchPage } from "./load.server.ts";

/** Nothing was found: the words become a question. */
export function NothingFound() {
  const t = useT();
  const { asked, words, chips } = useLoaderData<SearchPage>();
  const isNarrowed = chips.some(({ isKnown }) => isKnown);
  return (
    <EmptyState
      icon="search"
      title={t(isNarrowed ? "search.none.narrowed" : "search.none.title")}
      action={
        <ButtonLink
          href={`/threads/new?title=${encodeURIComponent(words)}`}
          variant="primary"
          icon="message-circle-question-mark"
        >
          {t("search.ask")}
        </ButtonLink>
      }
    >
      <p>{t("search.none.text")}</p>
      {isNarrowed && words !== "" ? (
        <p>
          <a href={searchHref(asked, { q: words })}>{t("search.none.everywhere")}</a>
        </p>
      ) : null}
    </EmptyState>
  );
}
