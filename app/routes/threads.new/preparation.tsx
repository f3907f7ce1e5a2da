import { useLoaderData } from "@remix-run/react";
import { useT } from "../../i18n/use-t.tsx";
import type { AskPage } from "./load.server.ts";

/** What others were asked for afterwards. The script shows the list of the category chosen; without it all can be opened. */
export function Preparation() {
  const t = useT();
  const { preparations } = useLoaderData<AskPage>();
  if (preparations.length === 0) return null;
  return (
    <details className="preparation" data-preparations="">
      <summary>{t("prepare.title")}</summary>
      <p>{t("prepare.text")}</p>
      {preparations.map(({ category, items }) => (
        <section key={category.id} data-preparation={category.id} aria-label={category.name}>
          <p className="preparation-category">{category.name}</p>
          <ul>
            {items.map(({ id, fact, words }) => (
              <li key={`${fact}-${id}`} dir="auto">
                {words || (fact ? t(`prepare.fact.${fact}`) : "")}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
