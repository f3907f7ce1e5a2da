import { useLoaderData } from "@remix-run/react";
import { useId } from "react";
import type { FacetValue } from "../../../search/facets.server.ts";
import type { OperatorName } from "../../../search/operators.ts";
import { useT } from "../../i18n/use-t.tsx";
import { hasOperator, toggleHref } from "./address.ts";
import type { SearchPage } from "./load.server.ts";

/** What the results may be narrowed to, with how many there are of each: a column, or on a phone behind one line. */
export function FacetColumn() {
  const t = useT();
  const { found } = useLoaderData<SearchPage>();
  const { facets } = found;
  const states = [
    { value: "solved", label: t("search.filter.solved"), count: facets.solved },
    { value: "unsolved", label: t("search.filter.unsolved"), count: facets.unsolved },
    { value: "needs-check", label: t("home.view.needs_check"), count: facets.needsCheck },
  ];
  const kinds = [
    { value: "answer", label: t("search.filter.answer"), count: facets.answers },
    { value: "thread", label: t("search.filter.thread"), count: facets.threads },
  ];
  if (facets.total === 0) return null;
  return (
    <details className="search-facets">
      <summary>{t("search.facets")}</summary>
      <div className="search-facets-groups">
        <FacetGroup name="is" title={t("search.facet.state")} values={states} />
        <FacetGroup name="is" title={t("search.facet.kind")} values={kinds} />
        <FacetGroup name="category" title={t("search.facet.category")} values={facets.categories} />
        <FacetGroup name="tag" title={t("search.facet.tag")} values={facets.tags} />
        {facets.isCapped ? (
          <p className="search-facets-note">{t("search.facets.capped", { count: facets.total })}</p>
        ) : null}
      </div>
    </details>
  );
}

interface GroupProps {
  name: OperatorName;
  title: string;
  values: readonly FacetValue[];
}

/** Values that would leave everything as it is are not offered. */
function FacetGroup({ name, title, values }: GroupProps) {
  const t = useT();
  const heading = useId();
  const { asked, found } = useLoaderData<SearchPage>();
  const offered = values.filter(
    ({ value, count }) =>
      hasOperator(asked, { name, value }) || (count > 0 && count < found.facets.total) || (name === "tag" && count > 0),
  );
  if (offered.length === 0) return null;
  return (
    <nav className="filters" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <ul>
        {offered.map(({ value, label, count }) => (
          <li key={value}>
            <a
              href={toggleHref(asked, { name, value })}
              aria-current={hasOperator(asked, { name, value }) ? "true" : undefined}
            >
              <span className="nav-label" dir="auto">
                {label}
              </span>
              <span className="nav-count">{t.number(count)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
