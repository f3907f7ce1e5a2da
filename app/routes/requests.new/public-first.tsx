import { Badge } from "../../components/badge.tsx";
import { Banner } from "../../components/banner.tsx";
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
          <One key={one.number} one={one} />
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

/** In a tab of its own: what is being written stays. */
function One({ one }: { one: Similar }) {
  const t = useT();
  const { kind, path, title, excerpt, isSolved, isExcerptSolution } = one;
  const standing = kind === "answer" ? "answer" : isSolved ? "solved" : "open";
  return (
    <li className="suggestion">
      <div className="suggestion-head">
        <h3 dir="auto">
          <a href={path} target="_blank" rel="noreferrer">
            {title}
          </a>
        </h3>
        <Badge tone={standing === "open" ? "neutral" : "success"}>{t(`ask.similar.${standing}`)}</Badge>
      </div>
      {excerpt ? (
        <p dir="auto">
          {isExcerptSolution ? (
            <strong>{t(kind === "answer" ? "ask.similar.says" : "ask.similar.solution")} </strong>
          ) : null}
          {excerpt}
        </p>
      ) : null}
    </li>
  );
}
