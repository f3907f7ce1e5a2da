import { MetaLine } from "../../components/meta-line.tsx";
import { useT } from "../../i18n/use-t.tsx";

/** Above a list of threads: those of it that are not solved yet, or are. `of` is the list in the words of the search. */
export function Narrow({ of }: { of: string }) {
  const t = useT();
  const only = (is: "unsolved" | "solved") => `/search?q=${encodeURIComponent(`is:${is} ${of}`)}`;
  return (
    <MetaLine>
      <a href={only("unsolved")}>{t("search.filter.unsolved")}</a>
      <a href={only("solved")}>{t("search.filter.solved")}</a>
    </MetaLine>
  );
}
