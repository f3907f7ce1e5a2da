import { useLoaderData } from "@remix-run/react";
import { type SearchOrder, searchOrders } from "../../../search/operators.ts";
import { useT } from "../../i18n/use-t.tsx";
import { orderHref } from "./address.ts";
import type { SearchPage } from "./load.server.ts";

/** What the results are in the order of, and what else they may be. One result has no order. */
export function Orders() {
  const t = useT();
  const { asked, order, words, found } = useLoaderData<SearchPage>();
  if (found.from === 0 && found.results.length < 2 && order === "best") return null;
  // Without words nothing fits better than another: what narrows alone is listed newest first.
  const offered = searchOrders.filter((one) => one !== (words === "" ? "best" : undefined));
  const current: SearchOrder = words === "" && order === "best" ? "newest" : order;
  return (
    <nav className="search-orders" aria-label={t("search.order")}>
      <ul>
        {offered.map((one) => (
          <li key={one}>
            <a href={orderHref(asked, one)} aria-current={one === current ? "true" : undefined}>
              {t(`search.order.${one}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
