import { useLoaderData } from "@remix-run/react";
import { Banner } from "../../components/banner.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { ThreadPage } from "./load.server.ts";

/** What helps to say once somebody has replied: put to who asked, until they next write. */
export function AskedLater() {
  const t = useT();
  const { askedLater } = useLoaderData<ThreadPage>();
  if (askedLater.length === 0) return null;
  return (
    <Banner icon="list" title={t("prepare.later")}>
      <p>{t("prepare.later.text")}</p>
      <ul className="preparation-later">
        {askedLater.map(({ id, fact, words }) => (
          <li key={`${fact}-${id}`} dir="auto">
            {words || (fact ? t(`prepare.fact.${fact}`) : "")}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
