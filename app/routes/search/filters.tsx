import { useLoaderData } from "@remix-run/react";
import { FilterNav } from "../../components/nav.tsx";
import { useT } from "../../i18n/use-t.tsx";
import { searchHref } from "./address.ts";
import type { SearchPage } from "./route.tsx";

/** Links that narrow the search: solved or not, and where. */
export function Filters() {
  const t = useT();
  const { asked, categories } = useLoaderData<SearchPage>();
  const states = [
    { solved: null, label: t("search.filter.all") },
    { solved: "yes", label: t("search.filter.solved") },
    { solved: "no", label: t("search.filter.unsolved") },
  ] as const;
  const places = [{ slug: null, name: t("search.filter.everywhere") }, ...categories];
  return (
    <div className="search-filters">
      <FilterNav
        label={t("search.filter.state")}
        items={states.map(({ solved, label }) => ({
          href: searchHref(asked, { solved }),
          label,
          isCurrent: asked.solved === solved,
        }))}
      />
      <FilterNav
        label={t("search.filter.category")}
        items={places.map(({ slug, name }) => ({
          href: searchHref(asked, { category: slug }),
          label: name,
          isCurrent: asked.category === slug,
        }))}
      />
    </div>
  );
}
