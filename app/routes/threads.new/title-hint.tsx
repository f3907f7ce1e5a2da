import { saysLittle } from "../../domain/threads/says-little.ts";
import { titleFrom } from "../../domain/threads/title-from.ts";
import { useT } from "../../i18n/use-t.tsx";

/** Of a title that tells nothing to who might know: said before it is posted, and never in the way. */
export function TitleHint({ title = "", body = "" }: { title?: string; body?: string }) {
  const t = useT();
  if (!saysLittle(title)) return null;
  const better = titleFrom(body);
  return (
    <section className="title-hint">
      <p>{t("ask.title_hint", { title })}</p>
      <p>
        {better && !saysLittle(better) ? t("ask.title_hint.empty", { better }) : t("ask.title_hint.say")}{" "}
        <a href="#field-title">{t("ask.title_hint.go")}</a>
      </p>
    </section>
  );
}
