import { useLoaderData } from "@remix-run/react";
import { Button } from "../../components/button.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { searchHref } from "./address.ts";
import type { SearchPage } from "./load.server.ts";

/** Asks whether the results were of help: one answer for each search, and it can be changed. */
export function Helped() {
  const t = useT();
  const { asked, search } = useLoaderData<SearchPage>();
  if (search === null) return null;
  return (
    <form method="post" action="/search/verdict" className="did-it-work" id="helped">
      <input type="hidden" name="search" value={search} />
      <input type="hidden" name="back" value={searchHref(asked, {})} />
      <span className="did-it-work-question" role={asked.helped ? "status" : undefined}>
        {asked.helped === null ? t("search.helped.question") : null}
        {asked.helped === "yes" ? t("search.helped.thanks") : null}
        {asked.helped === "no" ? t("search.helped.sorry") : null}
      </span>
      <span className="did-it-work-buttons">
        <Button size="small" icon="thumbs-up" name="is" value="yes" aria-pressed={asked.helped === "yes"}>
          {t("search.helped.yes")}
        </Button>
        <Button size="small" icon="thumbs-down" name="is" value="no" aria-pressed={asked.helped === "no"}>
          {t("search.helped.no")}
        </Button>
      </span>
    </form>
  );
}
