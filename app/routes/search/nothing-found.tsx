import { useLoaderData } from "@remix-run/react";
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { searchHref } from "./address.ts";
import type { SearchPage } from "./route.tsx";

/** Nothing was found: the words become a question. */
export function NothingFound() {
  const t = useT();
  const { asked } = useLoaderData<SearchPage>();
  const isNarrowed = asked.category !== null || asked.solved !== null;
  return (
    <EmptyState
      icon="search"
      title={t("search.none.title")}
      action={
        <ButtonLink
          href={`/threads/new?title=${encodeURIComponent(asked.q)}`}
          variant="primary"
          icon="message-circle-question-mark"
        >
          {t("search.ask")}
        </ButtonLink>
      }
    >
      <p>{t("search.none.text")}</p>
      {isNarrowed ? (
        <p>
          <a href={searchHref(asked, { category: null, solved: null })}>{t("search.none.everywhere")}</a>
        </p>
      ) : null}
    </EmptyState>
  );
}
