import { Banner } from "../../components/banner.tsx";
import { SimilarRow } from "../../components/similar-row.tsx";
import { useT } from "../../i18n/use-t.tsx";
import type { Similar } from "./load.server.ts";

/** What is better asked in public, and, once something is typed, what others have asked that looks like it. */
export function PublicFirst({ similar }: { similar: readonly Similar[] }) {
  const t = useT();
  return similar.length > 0 ? (
    <section className="suggestions" aria-labelledby="suggestions">
      <h2 id="suggestions">{t("direct.similar")}</h2>
      <p>{t("direct.similar.text")}</p>
      <ul>
        {similar.map((one) => (
          <SimilarRow key={one.number} one={one} path={one.path} />
        ))}
      </ul>
      <p>
        <a href="#direct">{t("direct.similar.none")}</a>
      </p>
    </section>
  ) : (
    <Banner icon="info" title={t("direct.public")}>
      <p>
        {t("direct.public.text")} <a href="/threads/new">{t("direct.public.ask")}</a>
      </p>
    </Banner>
  );
}
